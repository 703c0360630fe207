"""The published ideas of a box that say nearly the same as a text.

Each process keeps an index of the boxes that were asked of last, and brings it up to date from the
database at each question. New ideas are in it at once. Those corrected, withdrawn or published
later are in it within `COMPARED_EVERY` seconds: whoever shows ideas reads their state themselves.
That of a large box begins with the one that a worker built last.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from threading import Lock

from cachetools import LRUCache
from sqlalchemy.orm import Session

from app.models import IdeaBox
from app.themes.kept_near_index import kept_index
from app.themes.near_index import BoxIndex

MOST_BOXES = 4
"""Indexes that a process keeps: one of 20,000 ideas takes about 30 MB."""
PATIENCE = 5.0
"""Seconds that a question waits while others ask or while the index is built."""


class Shelf:
    """The indexes of this process: of the boxes asked of last."""

    def __init__(self) -> None:
        self._indexes: LRUCache[uuid.UUID, BoxIndex] = LRUCache(MOST_BOXES)
        self._lock = Lock()

    def near(
        self, session: Session, box: IdeaBox, texts: Sequence[str], k: int
    ) -> list[list[tuple[uuid.UUID, float]]]:
        """For each text, the `k` ideas nearest to it at most, the nearest first, with scores in
        0..1.

        Nothing when the index of the box is not free in time: the next question finds it.
        """
        index = self._index_of(box.id)
        if not index.lock.acquire(timeout=PATIENCE):
            return [[] for _text in texts]
        try:
            if index.looked_at is None:
                index.begin_with(kept_index(session, box))
            index.refresh(session, box.id)
            found = index.texts.query_each(texts, k)
        finally:
            index.lock.release()
        return [
            list(zip(map(uuid.UUID, idea_ids), map(float, scores), strict=True))
            for idea_ids, scores in found
        ]

    def _index_of(self, box_id: uuid.UUID) -> BoxIndex:
        with self._lock:
            return self._indexes.setdefault(box_id, BoxIndex())


SHELF = Shelf()
