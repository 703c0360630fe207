"""Meetings in calendars."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Body, Meeting, MeetingState
from app.notifications.places import address
from app.publication.calendars import Event, calendar_of

MOST = 200
"""Meetings of a feed: the latest ones."""


def meeting_calendar(body: Body, meeting: Meeting, slug: str, moment: dt.datetime) -> bytes:
    """A meeting as one event; a cancelled one says so."""
    return calendar_of([_event(body, meeting, slug)], moment)


def body_calendar(session: Session, body: Body, slug: str, moment: dt.datetime) -> bytes:
    """The meetings of a body, for calendars that follow its address."""
    found = sa.select(Meeting).where(Meeting.body_id == body.id)
    latest = session.scalars(found.order_by(Meeting.starts_at.desc(), Meeting.id).limit(MOST)).all()
    return calendar_of([_event(body, one, slug) for one in latest], moment, name=body.name)


def _event(body: Body, meeting: Meeting, slug: str) -> Event:
    return Event(
        identifier=f"meeting-{meeting.id}",
        sequence=meeting.version,
        summary=f"{body.name} – {meeting.title}",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        location=meeting.place,
        description=meeting.agenda,
        url=address("meetings.show", slug=slug, meeting_id=str(meeting.id)),
        is_cancelled=meeting.state is MeetingState.CANCELLED,
    )
