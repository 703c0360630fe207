"""Counts again what is due of a consultation, and keeps it."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.asking import Look
from app.figures.keeping import Figure, kept_rows, whole_row
from app.figures.reading_once import reading_once
from app.jobs.progress import Progress
from app.jobs.runner import Work
from app.models import JobState, KeptFigure
from app.models.types import now

LOOKED_AT = 1000
"""Rows of an index that SQLite looks at."""


@dataclass(frozen=True)
class Counted:
    """A figure that was counted just now."""

    name: str
    value: bytes
    stamp: str
    counted_at: dt.datetime
    seconds: float


@dataclass(frozen=True)
class Recount:
    """`names` are all that is kept of the consultation from now on."""

    names: frozenset[str]
    counted: tuple[Counted, ...]


def count(
    session: Session, consultation_id: uuid.UUID, figure: Figure, stamp: str, moment: dt.datetime
) -> Counted:
    """Count a figure. Its stamp was read at a moment before: what comes meanwhile is counted the
    next time."""
    # Of the clock: what PostgreSQL does meanwhile is no time of this process.
    began = time.perf_counter()
    value = figure.count(session, consultation_id)
    return Counted(figure.name, value, stamp, moment, time.perf_counter() - began)


def compute(
    session: Session, consultation_id: uuid.UUID, progress: Progress, *, rests: bool = True
) -> Recount:
    """Count what is due (see `Look`). All stamps are read before: figures share what they are
    counted from."""
    moment = now()
    _take_one_processor(session)
    look, counted = Look(session, consultation_id, moment, rests=rests), []
    due = [(figure, look.stamp(figure)) for figure in look.figures if look.is_due(figure)]
    with reading_once(session):
        for place, (figure, stamp) in enumerate(due):
            progress(place / len(due), "counting")
            counted.append(count(session, consultation_id, figure, stamp, moment))
    return Recount(frozenset(one.name for one in look.figures), tuple(counted))


def _take_one_processor(session: Session) -> None:
    """PostgreSQL would take several for one query; whoever reads and answers needs the others."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL max_parallel_workers_per_gather = 0"))


def store(session: Session, consultation_id: uuid.UUID, recount: Recount) -> None:
    """Keep what was counted, and nothing of what is small again."""
    session.execute(
        sa.delete(KeptFigure).where(
            KeptFigure.consultation_id == consultation_id,
            KeptFigure.name.not_in(recount.names),
        )
    )
    keep(session, consultation_id, recount.counted)
    tell_planner(session)


def tell_planner(session: Session) -> None:
    """Let SQLite look again how much each index narrows down, as PostgreSQL does by itself: it
    guesses otherwise, and reads a whole consultation for a page of it."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text(f"PRAGMA analysis_limit={LOOKED_AT}"))
        session.execute(sa.text("PRAGMA optimize=0x10002"))


def keep(session: Session, consultation_id: uuid.UUID, counted: Iterable[Counted]) -> None:
    kept = kept_rows(session, consultation_id)
    for one in counted:
        row = kept.get(one.name) or KeptFigure(consultation_id=consultation_id, name=one.name)
        row.value, row.stamp = one.value, one.stamp
        row.counted_at, row.seconds = one.counted_at, one.seconds
        session.add(row)
    session.flush()


def differing(session: Session, consultation_id: uuid.UUID) -> list[Counted]:
    """What is kept and is not what would be counted now, as it would be counted."""
    moment = now()
    look = Look(session, consultation_id, moment)
    figures = {one.name: (one, look.stamp(one)) for one in look.figures if one.name in look.kept}
    found = []
    with reading_once(session):
        for name, (figure, stamp) in figures.items():
            counted = count(session, consultation_id, figure, stamp, moment)
            if counted.value != whole_row(session, look.kept[name]).value:
                found.append(counted)
    return found


def _give_up(_session: Session, _consultation_id: uuid.UUID, _state: JobState) -> None:
    """What was kept stays; the next look asks again."""


WORK = Work(compute=compute, store=store, give_up=_give_up)
