"""Conferences and their sessions as calendar files."""

from __future__ import annotations

import datetime as dt

from app.models import Conference, ConferenceSession
from app.notifications.letter import Attachment
from app.publication.calendars import Event, calendar_of


def conference_calendar(conference: Conference, url: str, moment: dt.datetime) -> bytes:
    """The conference as one event; `url` leads to its page."""
    event = Event(
        identifier=f"conference-{conference.id}",
        sequence=conference.revision,
        summary=conference.activity.title,
        starts_at=conference.starts_at,
        ends_at=conference.ends_at,
        location=_joined(conference.address, conference.activity.place),
        description=conference.presentation,
        url=url,
    )
    return calendar_of([event], moment)


def session_calendar(
    conference: Conference, part: ConferenceSession, url: str, moment: dt.datetime
) -> bytes:
    """A session of the conference as one event."""
    event = Event(
        identifier=f"session-{part.id}",
        sequence=conference.revision,
        summary=part.title,
        starts_at=part.starts_at,
        ends_at=part.ends_at,
        location=_joined(part.room, conference.address, conference.activity.place),
        description="\n\n".join(filter(None, (part.speakers, part.presentation))),
        url=url,
    )
    return calendar_of([event], moment)


def calendar_attachment(conference: Conference, url: str, moment: dt.datetime) -> Attachment:
    """The file of the conference, to go with a message."""
    content = conference_calendar(conference, url, moment)
    return Attachment(f"{conference.activity.code}.ics", "text/calendar", content)


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
