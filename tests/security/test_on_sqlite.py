"""Every attack, on a platform that keeps its rows in SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.security.attacked import Attacked
from tests.security.attacks import every_attack


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    data = tmp_path_factory.mktemp("attacked-sqlite")
    with Attacked(data, f"sqlite:///{data / 'attacked.db'}") as running:
        yield running


globals().update(every_attack())
