"""Reading meetings: their lists, who was there, their files."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Body,
    BodyMember,
    College,
    Meeting,
    MeetingAttendance,
    MeetingDocument,
    MeetingState,
    Presence,
)
from app.strategy.governance.quorum import Quorum, quorum_of
from app.strategy.governance.standing import day_of, in_office
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged_by


@dataclass(frozen=True)
class Attending:
    """A seat at a meeting: who holds it, for which college, and whether they were there."""

    member: BodyMember
    college: str
    presence: Presence | None


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
        .where(College.body_id == meeting.body_id, in_office(day_of(meeting.starts_at)))
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
