"""The server that is attacked, one a database, for all attacks of a module."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.security.attacks")
