"""Finding workshops, their tables and rounds."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.models import Activity, RoomTable, Round, Workshop


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
