"""How many notes participants may send: enough for a room, too few for a robot.

By participant and by table the database counts, whatever the number of processes. By address a
process counts for itself and forgets when it stops: with several processes an address may send as
many times more. A robot that changes its address and its cookie stops at the limit of the table;
the facilitator may then close the table, or give it a new code.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import deque

from sqlalchemy.orm import Session

from app.models import RoomTable
from app.models.types import now
from app.workshops.note_queries import participants_notes

WINDOW = dt.timedelta(minutes=10)
BY_PARTICIPANT = 120
"""Notes in a window: those of an hour without a network come at once."""
BY_ADDRESS = 600
"""Notes in a window: a whole room may share one address."""
BY_TABLE = 5000
"""Notes of participants, for good."""


class TooManyNotes(ValueError):
    """Somebody sends more than a room of people would."""


class Pace:
    """Counts what came by key within the last `seconds`, in this process."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit, self.seconds = limit, seconds
        self._came: dict[str, deque[float]] = {}

    def allows(self, key: str, number: int) -> bool:
        """Whether `number` more may come now; if so they are counted."""
        moment = time.monotonic()
        self._forget(moment - self.seconds)
        came = self._came.setdefault(key, deque())
        if len(came) + number > self.limit:
            return False
        came.extend([moment] * number)
        return True

    def _forget(self, before: float) -> None:
        for key, came in list(self._came.items()):
            while came and came[0] < before:
                came.popleft()
            if not came:
                del self._came[key]


def refuse_flood(
    session: Session, table: RoomTable, *, author_key: str, address: str, number: int, pace: Pace
) -> None:
    """Let a participant add `number` notes.

    Raises:
        TooManyNotes: not now; or never more at this table.
    """
    own, every = participants_notes(session, table.id, author_key, since=now() - WINDOW)
    if own + number > BY_PARTICIPANT or every + number > BY_TABLE:
        raise TooManyNotes(str(table.id))
    if not pace.allows(f"{table.id} {address}", number):
        raise TooManyNotes(str(table.id))
