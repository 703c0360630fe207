"""Reading bodies, who sits in them, their meetings and their decisions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Body,
    BodyMember,
    College,
    Decision,
    DecisionKind,
    Meeting,
    MeetingAttendance,
    MeetingDocument,
    MeetingState,
    Plan,
    Presence,
    StrategyNode,
    StrategyVersion,
)
from app.models.types import PARIS, start_of
from app.strategy.governance.quorum import Quorum, quorum_of
from app.strategy.governance.rhythm import Due, due_of
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged, paged_by


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


@dataclass(frozen=True)
class DecisionLine:
    """A decision as lists and the objects that it names show it."""

    id: uuid.UUID
    number: int
    title: str
    kind: DecisionKind
    body_name: str
    body_code: str
    decided_on: dt.date
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None


@dataclass(frozen=True)
class Attending:
    """A seat at a meeting: who holds it, for which college, and whether they were there."""

    member: BodyMember
    college: str
    presence: Presence | None


def body_of(session: Session, consultation_id: uuid.UUID, code: str) -> Body | None:
    """A body by its code."""
    return session.scalar(
        sa.select(Body).where(Body.consultation_id == consultation_id, Body.code == code)
    )


def bodies_of(session: Session, consultation_id: uuid.UUID) -> list[Body]:
    """The bodies of a consultation, in their order; closed ones stand last."""
    return list(
        session.scalars(
            sa.select(Body)
            .where(Body.consultation_id == consultation_id)
            .order_by(Body.is_closed, Body.position, Body.id)
        )
    )


def in_office(day: dt.date) -> sa.ColumnElement[bool]:
    """Whether a term holds on a day."""
    return sa.and_(
        sa.or_(BodyMember.starts_on.is_(None), BodyMember.starts_on <= day),
        sa.or_(BodyMember.ends_on.is_(None), BodyMember.ends_on >= day),
    )


def bodies_now(session: Session, consultation_id: uuid.UUID, day: dt.date) -> list[BodyNow]:
    """Every body as it stands on a day: three questions, however many bodies."""
    bodies = bodies_of(session, consultation_id)
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


def _now(
    body: Body, seats: int, last_on: dt.date | None, planned_on: dt.date | None, day: dt.date
) -> BodyNow:
    since = last_on or body.created_at.astimezone(PARIS).date()
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
    held = {row[0]: _day_of(row[1]) for row in rows if row[1]}
    return held, {row[0]: _day_of(row[2]) for row in rows if row[2]}


def _day_of(moment: dt.datetime) -> dt.date:
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


def meeting_of(
    session: Session, consultation_id: uuid.UUID, meeting_id: uuid.UUID
) -> tuple[Body, Meeting] | None:
    """A meeting of a body of this consultation."""
    row = session.execute(
        sa.select(Body, Meeting)
        .join(Meeting, Meeting.body_id == Body.id)
        .where(Body.consultation_id == consultation_id, Meeting.id == meeting_id)
    ).first()
    return (row[0], row[1]) if row else None


def meetings_page(session: Session, body_id: uuid.UUID, cursor: Cursor) -> Page[Meeting]:
    """The meetings of a body, the latest first."""
    starts = sa.select(Meeting.starts_at, Meeting.id).where(Meeting.id == cursor.as_uuid())
    border = session.execute(starts).first() if cursor.as_uuid() else None
    found = paged_by(
        sa.select(Meeting).where(Meeting.body_id == body_id),
        [(Meeting.starts_at, True), (Meeting.id, True)],
        cursor,
        tuple(border) if border else None,
        size=PAGE_SIZE,
    )
    rows = session.scalars(found).all()
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.id)


def meetings_to_come(
    session: Session, consultation_id: uuid.UUID, moment: dt.datetime, *, most: int = 10
) -> list[tuple[Body, Meeting]]:
    """The next meetings of the bodies of a consultation."""
    rows = session.execute(
        sa.select(Body, Meeting)
        .join(Meeting, Meeting.body_id == Body.id)
        .where(
            Body.consultation_id == consultation_id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.starts_at >= moment,
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(most)
    ).all()
    return [(row[0], row[1]) for row in rows]


def attending(session: Session, meeting: Meeting) -> list[Attending]:
    """Each seat in office on the day of a meeting, by college."""
    rows = session.execute(
        sa.select(BodyMember, College.name, MeetingAttendance.presence)
        .join(College, BodyMember.college_id == College.id)
        .outerjoin(
            MeetingAttendance,
            sa.and_(
                MeetingAttendance.member_id == BodyMember.id,
                MeetingAttendance.meeting_id == meeting.id,
            ),
        )
        .where(College.body_id == meeting.body_id, in_office(_day_of(meeting.starts_at)))
        .order_by(College.position, College.id, sa.func.lower(BodyMember.name), BodyMember.id)
    )
    return [Attending(row[0], row[1], row[2]) for row in rows]


def quorum_at(session: Session, body: Body, meeting: Meeting | None) -> Quorum:
    """The quorum of a meeting; outside a meeting nobody is counted."""
    seats = attending(session, meeting) if meeting else []
    return quorum_of(body.quorum, len(seats), (one.presence for one in seats))


def documents_of(
    session: Session, meeting_id: uuid.UUID, *, only_public: bool
) -> list[MeetingDocument]:
    """The files of a meeting, in the order in which they came."""
    found = sa.select(MeetingDocument).where(MeetingDocument.meeting_id == meeting_id)
    if only_public:
        found = found.where(MeetingDocument.is_public)
    return list(session.scalars(found.order_by(MeetingDocument.id)))


def meeting_document_of(
    session: Session, consultation_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[Meeting, MeetingDocument] | None:
    """A file of a meeting of this consultation."""
    row = session.execute(
        sa.select(Meeting, MeetingDocument)
        .join(MeetingDocument, MeetingDocument.meeting_id == Meeting.id)
        .join(Body, Meeting.body_id == Body.id)
        .where(Body.consultation_id == consultation_id, MeetingDocument.id == file_id)
    ).first()
    return (row[0], row[1]) if row else None


def _decision_lines() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        Decision.id,
        Decision.number,
        Decision.title,
        Decision.kind,
        Decision.body_name,
        Body.code.label("body_code"),
        Decision.decided_on,
        Decision.votes_for,
        Decision.votes_against,
        Decision.abstentions,
    ).join(Body, Decision.body_id == Body.id)


def decisions_page(
    session: Session,
    consultation_id: uuid.UUID,
    cursor: Cursor,
    *,
    body_id: uuid.UUID | None = None,
) -> Page[DecisionLine]:
    """The decisions of a consultation, or of one body, the newest first."""
    found = _decision_lines().where(Decision.consultation_id == consultation_id)
    if body_id is not None:
        found = found.where(Decision.body_id == body_id)
    number = Decision.number
    found = paged(found, number, cursor, cursor.as_int(), size=PAGE_SIZE, descending=True)
    rows = [DecisionLine(**row._asdict()) for row in session.execute(found)]
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.number)


def decisions_about(
    session: Session,
    *,
    strategy_id: uuid.UUID | None = None,
    version_id: uuid.UUID | None = None,
    plan_id: uuid.UUID | None = None,
    node_id: uuid.UUID | None = None,
    meeting_id: uuid.UUID | None = None,
    most: int = PAGE_SIZE,
) -> list[DecisionLine]:
    """The decisions that name one of these, the newest first."""
    named = (
        (Decision.strategy_id, strategy_id),
        (Decision.version_id, version_id),
        (Decision.plan_id, plan_id),
        (Decision.node_id, node_id),
        (Decision.meeting_id, meeting_id),
    )
    conditions = [column == value for column, value in named if value is not None]
    if not conditions:
        return []
    found = _decision_lines().where(*conditions).order_by(Decision.number.desc()).limit(most)
    return [DecisionLine(**row._asdict()) for row in session.execute(found)]


@dataclass(frozen=True)
class DecisionShown:
    """A decision with what it names."""

    decision: Decision
    body: Body
    meeting: Meeting | None
    version: StrategyVersion | None
    plan: Plan | None
    node: StrategyNode | None


def decision_of(session: Session, consultation_id: uuid.UUID, number: int) -> DecisionShown | None:
    """A decision by its number, with its body, its meeting and what it names."""
    row = session.execute(
        sa.select(Decision, Body, Meeting, StrategyVersion, Plan, StrategyNode)
        .join(Body, Decision.body_id == Body.id)
        .outerjoin(Meeting, Decision.meeting_id == Meeting.id)
        .outerjoin(StrategyVersion, Decision.version_id == StrategyVersion.id)
        .outerjoin(Plan, Decision.plan_id == Plan.id)
        .outerjoin(StrategyNode, Decision.node_id == StrategyNode.id)
        .options(sa.orm.defer(StrategyVersion.content))
        .where(Decision.consultation_id == consultation_id, Decision.number == number)
    ).first()
    return DecisionShown(*row) if row else None
