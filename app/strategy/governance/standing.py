"""Bodies as they stand on a day: who sits there, when they met last, whether they are late."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Body, BodyMember, College, Meeting, MeetingState
from app.models.types import PARIS, start_of
from app.strategy.governance.queries import bodies_of
from app.strategy.governance.rhythm import Due, due_of


@dataclass(frozen=True)
class BodyNow:
    """A body with how many sit there, and when it is due."""

    body: Body
    seats: int
    last_on: dt.date | None
    due: Due | None
    is_late: bool


@dataclass(frozen=True)
class CollegeNow:
    """A college, who sits there now, and who did before or will."""

    college: College
    members: tuple[BodyMember, ...]
    others: tuple[BodyMember, ...]


def in_office(day: dt.date) -> sa.ColumnElement[bool]:
    """Whether a term holds on a day."""
    return sa.and_(
        sa.or_(BodyMember.starts_on.is_(None), BodyMember.starts_on <= day),
        sa.or_(BodyMember.ends_on.is_(None), BodyMember.ends_on >= day),
    )


def bodies_now(session: Session, consultation_id: uuid.UUID, day: dt.date) -> list[BodyNow]:
    """Every body as it stands on a day: three questions, however many bodies."""
    bodies = bodies_of(session, consultation_id)
    if not bodies:
        return []
    ids = [body.id for body in bodies]
    seats = dict(
        session.execute(
            sa.select(College.body_id, sa.func.count())
            .join(BodyMember, BodyMember.college_id == College.id)
            .where(College.body_id.in_(ids), in_office(day))
            .group_by(College.body_id)
        ).all()
    )
    held, planned = _meeting_days(session, ids, day)
    return [
        _now(body, seats.get(body.id, 0), held.get(body.id), planned.get(body.id), day)
        for body in bodies
    ]


def late_bodies(session: Session, consultation_id: uuid.UUID, day: dt.date) -> list[BodyNow]:
    """The bodies that are late on a day."""
    return [one for one in bodies_now(session, consultation_id, day) if one.is_late]


def _now(
    body: Body, seats: int, last_on: dt.date | None, planned_on: dt.date | None, day: dt.date
) -> BodyNow:
    since = last_on or day_of(body.created_at)
    due = None if body.is_closed else due_of(body.rhythm, since, planned_on)
    return BodyNow(body, seats, last_on, due, due is not None and due.is_late(day))


def _meeting_days(
    session: Session, body_ids: Sequence[uuid.UUID], day: dt.date
) -> tuple[dict[uuid.UUID, dt.date], dict[uuid.UUID, dt.date]]:
    """The day of the last meeting of each body that was held, of the next one that is planned."""
    is_held = Meeting.state == MeetingState.HELD
    is_to_come = sa.and_(Meeting.state == MeetingState.PLANNED, Meeting.starts_at >= start_of(day))
    rows = session.execute(
        sa.select(
            Meeting.body_id,
            sa.func.max(sa.case((is_held, Meeting.starts_at))),
            sa.func.min(sa.case((is_to_come, Meeting.starts_at))),
        )
        .where(Meeting.body_id.in_(body_ids))
        .group_by(Meeting.body_id)
    ).all()
    held = {row[0]: day_of(row[1]) for row in rows if row[1]}
    return held, {row[0]: day_of(row[2]) for row in rows if row[2]}


def day_of(moment: dt.datetime) -> dt.date:
    """The day of a moment, where people live."""
    return moment.astimezone(PARIS).date()


def composition_of(session: Session, body_id: uuid.UUID, day: dt.date) -> list[CollegeNow]:
    """The colleges of a body with those who sit there on a day, and the others."""
    rows = session.execute(
        sa.select(College, BodyMember)
        .outerjoin(BodyMember, BodyMember.college_id == College.id)
        .where(College.body_id == body_id)
        .order_by(College.position, College.id, sa.func.lower(BodyMember.name), BodyMember.id)
    ).all()
    colleges: dict[uuid.UUID, College] = {}
    members: dict[uuid.UUID, list[BodyMember]] = defaultdict(list)
    for college, member in rows:
        colleges[college.id] = college
        if member is not None:
            members[college.id].append(member)
    return [
        CollegeNow(
            college,
            tuple(one for one in members[college.id] if sits_on(one, day)),
            tuple(one for one in members[college.id] if not sits_on(one, day)),
        )
        for college in colleges.values()
    ]


def sits_on(member: BodyMember, day: dt.date) -> bool:
    """Whether the term of a member holds on a day."""
    begun = member.starts_on is None or member.starts_on <= day
    return begun and (member.ends_on is None or member.ends_on >= day)


def member_of(
    session: Session, consultation_id: uuid.UUID, member_id: uuid.UUID
) -> tuple[Body, BodyMember] | None:
    """A member of a body of this consultation."""
    row = session.execute(
        sa.select(Body, BodyMember)
        .join(College, College.body_id == Body.id)
        .join(BodyMember, BodyMember.college_id == College.id)
        .where(Body.consultation_id == consultation_id, BodyMember.id == member_id)
    ).first()
    return (row[0], row[1]) if row else None
