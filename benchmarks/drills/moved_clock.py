"""The clock of this process, set to another time: the application's, and that of its libraries."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from app.models import types

_now = time.time


@contextmanager
def clock_moved(by: dt.timedelta) -> Iterator[None]:
    """Everything that asks for the time within is told another one."""

    class Moved(dt.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return dt.datetime.now(tz) + by

    moved = SimpleNamespace(**{name: getattr(dt, name) for name in dt.__all__})
    moved.datetime = Moved
    with (
        patch.object(types, "dt", moved),
        patch.object(time, "time", lambda: _now() + by.total_seconds()),
    ):
        yield
