"""Kept figures that are too large to be read anew at each view: a process holds the newest."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache
from sqlalchemy.orm import Session

from app.figures.keeping import Kept, kept_figure, kept_since

T = TypeVar("T")
MOST_LOADED = 2


class Loaded(Generic[T]):
    """The values of some figures, as `read` makes them: those of `MOST_LOADED` asked of last, each
    until it was counted again. Nobody may change them."""

    def __init__(self, read: Callable[[Kept], T]) -> None:
        self._read = read
        self._held: LRUCache[tuple[uuid.UUID, str], tuple[dt.datetime, T]] = LRUCache(MOST_LOADED)
        self._lock = Lock()

    def value(self, session: Session, consultation_id: uuid.UUID, name: str) -> T | None:
        """The value as it was last counted; None where none is kept."""
        counted_at = kept_since(session, consultation_id, name)
        if counted_at is None:
            return None
        with self._lock:
            held = self._held.get((consultation_id, name))
        if held is not None and held[0] == counted_at:
            return held[1]
        kept = kept_figure(session, consultation_id, name)
        if kept is None:
            return None
        value = self._read(kept)
        with self._lock:
            self._held[consultation_id, name] = kept.counted_at, value
        return value
