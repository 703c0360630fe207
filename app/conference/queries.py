"""Finding conferences, their sessions and those who are registered."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import Activity, Conference, ConferenceSession, Registration, RoomTable


def conferences_of(
    session: Session, consultation_id: uuid.UUID, *, unpublished: bool
) -> list[Conference]:
    """The conferences of a consultation, the latest first."""
    found = (
        sa.select(Conference)
        .join(Conference.activity)
        .options(contains_eager(Conference.activity))
        .where(Activity.consultation_id == consultation_id)
        .order_by(Conference.starts_at.desc(), Conference.id)
    )
    if not unpublished:
        found = found.where(Conference.is_published)
    return list(session.scalars(found))


def conference_of(session: Session, consultation_id: uuid.UUID, code: str) -> Conference | None:
    """The conference with this code in this consultation."""
    return session.scalar(
        sa.select(Conference)
        .join(Conference.activity)
        .options(contains_eager(Conference.activity))
        .where(Activity.consultation_id == consultation_id, Activity.code == code)
    )


def session_of(
    session: Session, conference: Conference, session_id: uuid.UUID
) -> ConferenceSession | None:
    """A session of this conference, as it is now."""
    return session.scalar(
        sa.select(ConferenceSession)
        .where(ConferenceSession.id == session_id, ConferenceSession.conference_id == conference.id)
        .execution_options(populate_existing=True)
    )


def debate_tables(session: Session, conference: Conference) -> dict[uuid.UUID, uuid.UUID]:
    """The tables where debates are noted, by their sessions."""
    found = sa.select(RoomTable.session_id, RoomTable.id).where(
        RoomTable.activity_id == conference.activity_id, RoomTable.session_id.is_not(None)
    )
    rows = session.execute(found)
    return {session_id: table_id for session_id, table_id in rows if session_id is not None}


def registration_of(
    session: Session, conference: Conference, registration_id: uuid.UUID
) -> Registration | None:
    """A registration for this conference, as it is now."""
    return session.scalar(
        sa.select(Registration)
        .where(Registration.id == registration_id, Registration.conference_id == conference.id)
        .execution_options(populate_existing=True)
    )
