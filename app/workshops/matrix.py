"""Workshops × themes: what is there and what is missing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload

from app.models import (
    IN_CORPUS,
    Activity,
    Contribution,
    Document,
    DocumentKind,
    DocumentState,
    Note,
    RoomTable,
    Synthesis,
    SynthesisState,
    Workshop,
    WorkshopSeries,
)
from app.workshops.progress import Missing, Progress, Stage, stage_of


@dataclass(frozen=True)
class Line:
    """A workshop and how far it is. `my_tables` are those of who asks."""

    workshop: Workshop
    stage: Stage
    progress: Progress
    my_tables: tuple[RoomTable, ...]
    is_mine: bool

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing by now: nothing, before it was held."""
        return self.progress.missing if self.stage is Stage.AFTER else ()


@dataclass(frozen=True)
class Grid:
    """A series, and its workshops by date."""

    series: WorkshopSeries
    lines: tuple[Line, ...]

    @property
    def lacks(self) -> Counter[Missing]:
        """How many workshops lack what."""
        return Counter(one for line in self.lines for one in line.missing)

    @property
    def has_lines_without_theme(self) -> bool:
        return any(line.workshop.theme_id is None for line in self.lines)


def grids_of(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID | None, today: dt.date
) -> list[Grid]:
    """Every series of a consultation with its workshops, seen by an account on a day."""
    workshops = _workshops(session, consultation_id)
    progress = progress_of(session, [one.activity_id for one in workshops])
    tables = _tables_of_account(session, consultation_id, account_id)
    lines: dict[uuid.UUID, list[Line]] = {}
    for one in workshops:
        mine = tuple(table for table in tables if table.activity_id == one.activity_id)
        line = Line(
            one,
            stage_of(one.activity, today),
            progress[one.activity_id],
            mine,
            bool(mine) or (account_id is not None and one.facilitator_id == account_id),
        )
        lines.setdefault(one.series_id, []).append(line)
    return [
        Grid(series, tuple(lines.get(series.id, ())))
        for series in _series(session, consultation_id)
    ]


def mine_of(grids: Iterable[Grid]) -> list[Line]:
    """The workshops of who asks: today's, those to come, those that lack something, the rest."""
    order = (Stage.TODAY, Stage.BEFORE, Stage.AFTER)
    mine = [line for grid in grids for line in grid.lines if line.is_mine]
    return sorted(mine, key=lambda line: (order.index(line.stage), not line.missing))


def _series(session: Session, consultation_id: uuid.UUID) -> Sequence[WorkshopSeries]:
    return session.scalars(
        sa.select(WorkshopSeries)
        .options(selectinload(WorkshopSeries.themes))
        .where(WorkshopSeries.consultation_id == consultation_id)
        .order_by(WorkshopSeries.id)
    ).all()


def _workshops(session: Session, consultation_id: uuid.UUID) -> Sequence[Workshop]:
    return session.scalars(
        sa.select(Workshop)
        .join(Workshop.activity)
        .options(contains_eager(Workshop.activity))
        .where(Activity.consultation_id == consultation_id)
        .order_by(Activity.starts_on.is_(None), Activity.starts_on, Activity.code)
    ).all()


def _tables_of_account(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID | None
) -> Sequence[RoomTable]:
    if account_id is None:
        return ()
    return session.scalars(
        sa.select(RoomTable)
        .join(RoomTable.activity)
        .where(RoomTable.facilitator_id == account_id, Activity.consultation_id == consultation_id)
        .order_by(RoomTable.number)
    ).all()


def progress_of(
    session: Session, activity_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, Progress]:
    """How far each of these workshops is, in four queries."""
    notes = _counted(session, Note.activity_id, activity_ids, Note.removed_at.is_(None))
    taken = _counted(
        session, Contribution.activity_id, activity_ids, Contribution.state.in_(IN_CORPUS)
    )
    documents = _documents(session, activity_ids)
    syntheses: dict[uuid.UUID, SynthesisState] = dict(
        session.execute(
            sa.select(Synthesis.activity_id, Synthesis.state).where(
                Synthesis.activity_id.in_(activity_ids)
            )
        ).all()
    )
    return {
        one: Progress(
            notes.get(one, 0), taken.get(one, 0), documents.get(one, {}), syntheses.get(one)
        )
        for one in activity_ids
    }


def _counted(
    session: Session,
    activity_id: sa.orm.InstrumentedAttribute[uuid.UUID],
    activity_ids: Sequence[uuid.UUID],
    which: sa.ColumnElement[bool],
) -> dict[uuid.UUID, int]:
    return dict(
        session.execute(
            sa.select(activity_id, sa.func.count())
            .where(activity_id.in_(activity_ids), which)
            .group_by(activity_id)
        ).all()
    )


def _documents(
    session: Session, activity_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, dict[tuple[DocumentKind, DocumentState], int]]:
    found: dict[uuid.UUID, dict[tuple[DocumentKind, DocumentState], int]] = {}
    rows = session.execute(
        sa.select(Document.activity_id, Document.kind, Document.state, sa.func.count())
        .where(Document.activity_id.in_(activity_ids), Document.state != DocumentState.REFUSED)
        .group_by(Document.activity_id, Document.kind, Document.state)
    )
    for activity_id, kind, state, number in rows:
        found.setdefault(activity_id, {})[kind, state] = number
    return found
