"""What is not asked again for some seconds: whoever watches must not be what costs most."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made less than so many seconds ago by this process, else made anew by one thread.
    The others are given what there was before meanwhile: where it takes long, because a database or
    a storage does not answer, asking often holds nothing up."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._made: tuple[float, T] | None = None

    def get(self, make: Callable[[], T]) -> T:
        before = self._made
        if not self._lock.acquire(blocking=before is None):
            assert before is not None
            return before[1]
        try:
            made = self._made
            if made is None or time.monotonic() >= made[0]:
                self._made = made = (time.monotonic() + self._seconds, make())
            return made[1]
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Make it anew the next time."""
        with self._lock:
            self._made = None
