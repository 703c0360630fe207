"""Conferences and their sessions as calendar files (RFC 5545).

The identifier of an event never changes; its sequence grows with the programme, so that a calendar
replaces what it holds.
"""

from __future__ import annotations

import datetime as dt

import icalendar

from app.models import Conference, ConferenceSession
from app.notifications.letter import Attachment

ICS = "text/calendar; charset=utf-8"


def conference_calendar(conference: Conference, url: str, moment: dt.datetime) -> bytes:
    """The conference as one event; `url` leads to its page."""
    event = _event(f"conference-{conference.id}", conference, moment, url)
    set_text(event, "summary", conference.activity.title)
    _set_times(event, conference)
    set_text(event, "location", _joined(conference.address, conference.activity.place))
    set_text(event, "description", conference.presentation)
    return calendar_of(event)


def session_calendar(
    conference: Conference, part: ConferenceSession, url: str, moment: dt.datetime
) -> bytes:
    """A session of the conference as one event."""
    event = _event(f"session-{part.id}", conference, moment, url)
    set_text(event, "summary", part.title)
    _set_times(event, part)
    place = _joined(part.room, conference.address, conference.activity.place)
    set_text(event, "location", place)
    set_text(event, "description", "\n\n".join(filter(None, (part.speakers, part.presentation))))
    return calendar_of(event)


def calendar_attachment(conference: Conference, url: str, moment: dt.datetime) -> Attachment:
    """The file of the conference, to go with a message."""
    content = conference_calendar(conference, url, moment)
    return Attachment(f"{conference.activity.code}.ics", "text/calendar", content)


def _event(
    identifier: str, conference: Conference, moment: dt.datetime, url: str
) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{identifier}@sillage")
    event.add("sequence", conference.revision)
    event.add("dtstamp", moment.replace(microsecond=0))
    if url.startswith("http"):
        event.add("url", url)
    return event


def _set_times(event: icalendar.Event, lasting: Conference | ConferenceSession) -> None:
    # In UTC: no calendar has to know the rules of summer time.
    event.add("dtstart", lasting.starts_at.astimezone(dt.UTC))
    event.add("dtend", lasting.ends_at.astimezone(dt.UTC))


def set_text(event: icalendar.Event, name: str, text: str) -> None:
    """Set a text without the signs that no calendar file may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or (c >= " " and c != "\x7f"))
    if kept:
        event.add(name, kept)


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def calendar_of(*events: icalendar.Event) -> bytes:
    """A calendar file of some events."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Sillage//Sillage//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
