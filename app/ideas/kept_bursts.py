"""The bursts of a large idea box: on which idea each began and when, as a worker last found them.

They only say where to look: what a page shows of them is found anew in the rows of these ideas, so
that a burst that was set aside meanwhile is not there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from app.figures.keeping import Figure, is_large, kept_figure
from app.ideas.burst_finding import TABLES, Acts, Burst, bursts_among
from app.models import Idea, IdeaBox

Place = tuple[dt.datetime, uuid.UUID]
"""When a burst began, and on which idea: `Burst.place`."""

_WRITTEN = np.dtype([("microseconds", "<i8"), ("idea", "V16")])
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class KeptPlaces:
    """Where bursts began, the earliest first."""

    written: NDArray[np.void]
    counted_at: dt.datetime

    def next(self, border: Place | None, *, backwards: bool, most: int) -> list[Place]:
        """Those after a border, the latest first; `backwards`, those before it, the earliest
        first."""
        places, end = self.written, len(self.written)
        first = end if border is None else self._before(border)
        if backwards:
            if border is not None and first < end and _place(places[first]) == border:
                first += 1
            return [_place(one) for one in places[0 if border is None else first :][:most]]
        return [_place(one) for one in places[max(0, first - most) : first][::-1]]

    def _before(self, border: Place) -> int:
        """How many come before a border."""
        moment = (border[0] - _EPOCH) // _MICROSECOND
        first, last = (
            int(np.searchsorted(self.written["microseconds"], moment, side=side))
            for side in ("left", "right")
        )
        same = self.written["idea"][first:last]
        return first + sum(one.tobytes() < border[1].bytes for one in same)


def _place(one: np.void) -> Place:
    moment = _EPOCH + int(one["microseconds"]) * _MICROSECOND
    return moment, uuid.UUID(bytes=one["idea"].tobytes())


def kept_places(session: Session, box: IdeaBox, acts: Acts) -> KeptPlaces | None:
    """The bursts of a box as they were last found; None of one that is not large."""
    kept = kept_figure(session, box.activity.consultation_id, _name(box.id, acts))
    if kept is None:
        return None
    return KeptPlaces(np.frombuffer(kept.value, dtype=_WRITTEN), kept.counted_at)


def bursts_at(session: Session, acts: Acts, places: Sequence[Place]) -> list[Burst]:
    """The bursts that are there now at some places, in their order. One that has begun earlier
    since is found as well; those of an idea that became one are one."""
    ideas = {idea_id for _moment, idea_id in places}
    found = bursts_among(session, TABLES[acts], Idea.id.in_(ideas))
    there = (
        one
        for moment, idea_id in places
        for one in found
        if one.idea_id == idea_id and one.rush.starts_at <= moment <= one.rush.ends_at
    )
    return list(dict.fromkeys(there))


def bursts_figures(session: Session, box_id: uuid.UUID) -> list[Figure]:
    """What is kept of a box that has many supports or votes."""
    return [
        _figure(box_id, acts)
        for acts, table in TABLES.items()
        if is_large(session, sa.select(table.id).join(Idea).where(Idea.box_id == box_id))
    ]


def _figure(box_id: uuid.UUID, acts: Acts) -> Figure:
    number = {Acts.SUPPORTS: Idea.supporters, Acts.VOTES: Idea.votes}[acts]

    def changes(session: Session, _consultation_id: uuid.UUID) -> object:
        return session.scalar(sa.select(sa.func.sum(number)).where(Idea.box_id == box_id))

    def count(session: Session, _consultation_id: uuid.UUID) -> bytes:
        return _as_bytes(bursts_among(session, TABLES[acts], Idea.box_id == box_id))

    return Figure(_name(box_id, acts), changes, count)


def _name(box_id: uuid.UUID, acts: Acts) -> str:
    return f"bursts-1-{acts}-{box_id.hex}"


def _as_bytes(bursts: Iterable[Burst]) -> bytes:
    places = sorted(one.place for one in bursts)
    written = [((moment - _EPOCH) // _MICROSECOND, idea.bytes) for moment, idea in places]
    return np.array(written, dtype=_WRITTEN).tobytes()
