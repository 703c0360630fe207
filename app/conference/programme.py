"""Preparing a conference: what, when, where, and its sessions.

A session with a debate has a table, where its notes are taken as at a table of a workshop.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.queries import session_of
from app.conference.registering import fill_places
from app.corpus.activity_codes import free_code
from app.corpus.importing import add_activity
from app.models import (
    Activity,
    Card,
    Channel,
    Conference,
    ConferenceSession,
    Document,
    Note,
    NoteGroup,
    RoomTable,
)
from app.models.turns import wait_for_consultation, wait_for_others
from app.models.types import PARIS

CODE = "CONF"


class InUse(ValueError):
    """Notes, documents or cards belong to this session: it cannot go, nor can its debate."""


class ChangedMeanwhile(ValueError):
    """Somebody else changed the programme since the page was opened."""


@dataclass(frozen=True)
class ConferencePlan:
    """What a steward decides about a conference."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""
    address: str = ""
    presentation: str = ""
    capacity: int | None = None
    takes_registrations: bool = False
    registration_closes_at: dt.datetime | None = None


@dataclass(frozen=True)
class SessionPlan:
    """What a steward decides about a session."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    room: str = ""
    speakers: str = ""
    presentation: str = ""
    has_debate: bool = True


def create_conference(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    plan: ConferencePlan,
    phase_id: uuid.UUID | None = None,
) -> Conference:
    """Make a conference that nobody but its organisers sees yet.

    Asked twice for the same title and time, it is made once.
    """
    # Two who create one at once would take the same code.
    wait_for_consultation(session, consultation_id)
    there = session.scalar(
        sa.select(Conference)
        .join(Conference.activity)
        .where(
            Activity.consultation_id == consultation_id,
            Activity.title == plan.title,
            Conference.starts_at == plan.starts_at,
        )
    )
    if there is not None:
        return there
    activity = add_activity(
        session,
        consultation_id=consultation_id,
        channel=Channel.CONFERENCE,
        title=plan.title,
        code=free_code(session, consultation_id, CODE),
    )
    activity.phase_id = phase_id
    conference = Conference(activity=activity)
    _apply(conference, plan)
    session.add(conference)
    session.flush()
    return conference


def change_conference(
    session: Session,
    conference: Conference,
    plan: ConferencePlan,
    *,
    made_from: int,
    moment: dt.datetime,
) -> None:
    """Change it; places that are added go to those who wait longest. The same change sent twice
    is one. `made_from` is the revision that the steward saw.

    Raises:
        ChangedMeanwhile: somebody else changed the programme.
    """
    wait_for_others(session, conference)
    session.refresh(conference.activity)
    if plan == plan_of(conference):
        return
    _refuse_other_revision(conference, made_from)
    _apply(conference, plan)
    conference.revision += 1
    fill_places(session, conference, moment)


def publish(session: Session, conference: Conference, *, is_published: bool) -> None:
    """Show the programme to everybody, or to its organisers only again."""
    wait_for_others(session, conference)
    conference.is_published = is_published


def add_session(session: Session, conference: Conference, plan: SessionPlan) -> ConferenceSession:
    """Add a session. Asked twice for the same title, time and room, it is added once."""
    wait_for_others(session, conference)
    there = session.scalar(
        sa.select(ConferenceSession).where(
            ConferenceSession.conference_id == conference.id,
            ConferenceSession.title == plan.title,
            ConferenceSession.starts_at == plan.starts_at,
            ConferenceSession.room == plan.room,
        )
    )
    if there is not None:
        return there
    last = sa.select(sa.func.max(ConferenceSession.position)).where(
        ConferenceSession.conference_id == conference.id
    )
    part = ConferenceSession(
        conference_id=conference.id, position=(session.scalar(last) or 0) + 1, **vars(plan)
    )
    session.add(part)
    session.flush()
    _set_table(session, conference, part)
    conference.revision += 1
    return part


def change_session(
    session: Session,
    conference: Conference,
    part: ConferenceSession,
    plan: SessionPlan,
    *,
    made_from: int,
) -> None:
    """Change a session. The same change sent twice is one.

    Raises:
        ChangedMeanwhile: somebody else changed the programme.
        InUse: it would have no debate any more, but notes or documents are of it.
    """
    wait_for_others(session, conference)
    if not _is_there(session, conference, part):
        raise ChangedMeanwhile
    if plan == session_plan_of(part):
        return
    _refuse_other_revision(conference, made_from)
    for name, value in vars(plan).items():
        setattr(part, name, value)
    _set_table(session, conference, part)
    conference.revision += 1


def remove_session(session: Session, conference: Conference, part: ConferenceSession) -> None:
    """Take a session out of the programme; one that is gone already stays so.

    Raises:
        InUse: notes, documents or cards belong to it.
    """
    wait_for_others(session, conference)
    if not _is_there(session, conference, part):
        return
    # Whoever sends a card about it at this moment is waited for.
    session.refresh(part, with_for_update=True)
    if session.scalar(sa.select(Card.id).where(Card.session_id == part.id).limit(1)):
        raise InUse(part.id)
    _remove_table(session, part)
    session.delete(part)
    conference.revision += 1


def plan_of(conference: Conference) -> ConferencePlan:
    """What was decided about a conference."""
    names = {field.name for field in fields(ConferencePlan)} - {"title", "place"}
    activity = conference.activity
    kept = {name: getattr(conference, name) for name in names}
    return ConferencePlan(title=activity.title, place=activity.place, **kept)


def session_plan_of(part: ConferenceSession) -> SessionPlan:
    """What was decided about a session."""
    return SessionPlan(**{field.name: getattr(part, field.name) for field in fields(SessionPlan)})


def _is_there(session: Session, conference: Conference, part: ConferenceSession) -> bool:
    """Whether nobody took it out meanwhile; it is read again."""
    return session_of(session, conference, part.id) is not None


def _refuse_other_revision(conference: Conference, made_from: int) -> None:
    if conference.revision != made_from:
        raise ChangedMeanwhile(conference.revision)


def _apply(conference: Conference, plan: ConferencePlan) -> None:
    activity = conference.activity
    activity.title, activity.place = plan.title, plan.place
    activity.starts_on = plan.starts_at.astimezone(PARIS).date()
    activity.ends_on = plan.ends_at.astimezone(PARIS).date()
    conference.starts_at, conference.ends_at = plan.starts_at, plan.ends_at
    conference.address, conference.presentation = plan.address, plan.presentation
    conference.capacity = plan.capacity
    conference.takes_registrations = plan.takes_registrations
    conference.registration_closes_at = plan.registration_closes_at


def _set_table(session: Session, conference: Conference, part: ConferenceSession) -> None:
    """Give the session the table that its debate needs, or take it away."""
    if not part.has_debate:
        return _remove_table(session, part)
    table = session.scalar(sa.select(RoomTable).where(RoomTable.session_id == part.id))
    if table is None:
        last = sa.select(sa.func.max(RoomTable.number)).where(
            RoomTable.activity_id == conference.activity_id
        )
        table = RoomTable(
            activity_id=conference.activity_id,
            session_id=part.id,
            number=(session.scalar(last) or 0) + 1,
        )
        session.add(table)
    table.title = part.title
    session.flush()
    return None


def _remove_table(session: Session, part: ConferenceSession) -> None:
    # Whoever takes a note there at this moment is waited for.
    table = session.scalar(
        sa.select(RoomTable).where(RoomTable.session_id == part.id).with_for_update()
    )
    if table is None:
        return
    used = sa.or_(*(sa.exists().where(kind.table_id == table.id) for kind in (Note, Document)))
    if session.scalar(sa.select(used)):
        raise InUse(part.id)
    session.execute(sa.delete(NoteGroup).where(NoteGroup.table_id == table.id))
    session.delete(table)
    session.flush()
