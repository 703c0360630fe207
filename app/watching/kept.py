"""What is not asked again for some seconds: whoever watches must not be what costs most."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made less than so many seconds ago by this process, else made anew by one thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._made: tuple[float, T] | None = None

    def get(self, make: Callable[[], T]) -> T:
        with self._lock:
            if self._made is None or time.monotonic() >= self._made[0]:
                self._made = (time.monotonic() + self._seconds, make())
            return self._made[1]

    def forget(self) -> None:
        """Make it anew the next time."""
        with self._lock:
            self._made = None
