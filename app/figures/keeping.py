"""Figures of large consultations, counted again by a worker and kept until the next time.

Counting half a million excerpts takes seconds: no page does. Below `LARGE` nothing is kept, and
pages count for themselves: what was just sent is seen at once
([why](docs/adr/0032-figures-are-counted-whole.md)).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from app.models import KeptFigure

LARGE = 3_000
"""Contributions or responses from which figures are kept."""


@dataclass(frozen=True)
class Figure:
    """What may be kept of a consultation.

    `changes` reads, quickly, what tells that there is something to count again: numbers of rows by
    state, the newest identifiers. `count` gives what is kept.
    """

    name: str
    changes: Callable[[Session, uuid.UUID], object]
    count: Callable[[Session, uuid.UUID], bytes]

    def stamp(self, session: Session, consultation_id: uuid.UUID) -> str:
        told = repr(self.changes(session, consultation_id))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """`value` as `Figure.count` gave it."""

    value: bytes
    counted_at: dt.datetime


def kept_since(session: Session, consultation_id: uuid.UUID, name: str) -> dt.datetime | None:
    """When a figure was last counted; None where none is kept, and a page counts for itself."""
    return session.scalar(
        sa.select(KeptFigure.counted_at).where(
            KeptFigure.consultation_id == consultation_id, KeptFigure.name == name
        )
    )


def kept_figure(session: Session, consultation_id: uuid.UUID, name: str) -> Kept | None:
    """A figure as it was last counted; None where none is kept."""
    found = session.execute(
        sa.select(KeptFigure.value, KeptFigure.counted_at).where(
            KeptFigure.consultation_id == consultation_id, KeptFigure.name == name
        )
    ).one_or_none()
    return Kept(*found) if found else None


def is_large(session: Session, rows: sa.Select[Any]) -> bool:
    """Whether there are so many rows that their figures are kept."""
    found = sa.select(sa.func.count()).select_from(rows.limit(LARGE).subquery())
    return (session.scalar(found) or 0) >= LARGE


def kept_rows(session: Session, consultation_id: uuid.UUID) -> dict[str, KeptFigure]:
    """All that is kept of a consultation, by name, without the values."""
    rows = session.scalars(
        sa.select(KeptFigure)
        .where(KeptFigure.consultation_id == consultation_id)
        .execution_options(populate_existing=True)
    )
    return {row.name: row for row in rows}


def whole_row(session: Session, row: KeptFigure) -> KeptFigure:
    """The same row, its value loaded."""
    return session.scalars(
        sa.select(KeptFigure)
        .options(undefer(KeptFigure.value))
        .where(KeptFigure.consultation_id == row.consultation_id, KeptFigure.name == row.name)
        .execution_options(populate_existing=True)
    ).one()
