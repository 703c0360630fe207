"""Finding workshops, their tables and rounds."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from app.models import (
    Account,
    Activity,
    Membership,
    Note,
    Role,
    RoomTable,
    Round,
    Workshop,
    WorkshopSeries,
)


def workshop_of(session: Session, consultation_id: uuid.UUID, code: str) -> Workshop | None:
    """The workshop with this code in this consultation."""
    return session.scalar(
        sa.select(Workshop)
        .join(Workshop.activity)
        .options(
            contains_eager(Workshop.activity),
            joinedload(Workshop.theme),
            joinedload(Workshop.series),
        )
        .where(Activity.consultation_id == consultation_id, Activity.code == code)
    )


def table_of(session: Session, consultation_id: uuid.UUID, table_id: uuid.UUID) -> RoomTable | None:
    """A table of any activity of this consultation."""
    return session.scalar(
        sa.select(RoomTable)
        .join(RoomTable.activity)
        .options(contains_eager(RoomTable.activity), joinedload(RoomTable.facilitator))
        .where(RoomTable.id == table_id, Activity.consultation_id == consultation_id)
    )


def tables_of(session: Session, activity_id: uuid.UUID) -> list[RoomTable]:
    """The tables of an activity, by number."""
    return list(
        session.scalars(
            sa.select(RoomTable)
            .options(joinedload(RoomTable.facilitator))
            .where(RoomTable.activity_id == activity_id)
            .order_by(RoomTable.number)
        )
    )


def rounds_of(session: Session, activity_id: uuid.UUID) -> list[Round]:
    """The rounds of an activity, by number; none for a conference."""
    return list(
        session.scalars(
            sa.select(Round).where(Round.activity_id == activity_id).order_by(Round.number)
        )
    )


def series_of(
    session: Session, consultation_id: uuid.UUID, series_id: uuid.UUID
) -> WorkshopSeries | None:
    """A series of this consultation, its themes loaded."""
    return session.scalar(
        sa.select(WorkshopSeries)
        .options(selectinload(WorkshopSeries.themes))
        .where(WorkshopSeries.id == series_id, WorkshopSeries.consultation_id == consultation_id)
    )


def facilitators_of(
    session: Session, consultation_id: uuid.UUID, others: Iterable[uuid.UUID | None] = ()
) -> list[Account]:
    """Who may lead a workshop or host a table, and these others, by name."""
    able = sa.select(Membership.account_id).where(
        Membership.consultation_id == consultation_id,
        Membership.role.in_((Role.FACILITATOR, Role.STEWARD)),
    )
    named = [one for one in others if one is not None]
    return list(
        session.scalars(
            sa.select(Account)
            .where(sa.or_(Account.id.in_(able), Account.id.in_(named)))
            .order_by(Account.name, Account.id)
        )
    )


def lead_of(session: Session, workshop: Workshop) -> Account | None:
    """Who leads a workshop."""
    return session.get(Account, workshop.facilitator_id) if workshop.facilitator_id else None


def notes_by_table(session: Session, activity_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many notes each table has, where it has any."""
    found = session.execute(
        sa.select(Note.table_id, sa.func.count())
        .where(
            Note.activity_id == activity_id,
            Note.table_id.is_not(None),
            Note.removed_at.is_(None),
        )
        .group_by(Note.table_id)
    )
    return {table_id: number for table_id, number in found if table_id is not None}
