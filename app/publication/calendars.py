"""Calendar files (RFC 5545).

The identifier of an event never changes; its sequence grows with each change, so that a calendar
replaces what it holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import icalendar

ICS = "text/calendar; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Event:
    """What stands in a calendar. `url` leads to its page; without an end it lasts as long as
    calendars think."""

    identifier: str
    sequence: int
    summary: str
    starts_at: dt.datetime | dt.date
    """A moment, or a whole day."""
    ends_at: dt.datetime | dt.date | None
    """The moment, or the day, that is not of it any more."""
    location: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_of(events: Iterable[Event], moment: dt.datetime, *, name: str = "") -> bytes:
    """A file with these events; `name` is what calendars call it that follow its address."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Sillage//Sillage//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    _set_text(calendar, "x-wr-calname", name)
    for event in events:
        calendar.add_component(_component(event, moment))
    content: bytes = calendar.to_ical()
    return content


def _component(event: Event, moment: dt.datetime) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", f"{event.identifier}@sillage")
    component.add("sequence", event.sequence)
    component.add("dtstamp", moment.replace(microsecond=0))
    if event.url.startswith("http"):
        component.add("url", event.url)
    _set_text(component, "summary", event.summary)
    component.add("dtstart", _told(event.starts_at))
    if event.ends_at is not None:
        component.add("dtend", _told(event.ends_at))
    _set_text(component, "location", event.location)
    _set_text(component, "description", event.description)
    if event.is_cancelled:
        component.add("status", "CANCELLED")
    return component


def _told(moment: dt.datetime | dt.date) -> dt.datetime | dt.date:
    # In UTC: no calendar has to know the rules of summer time.
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else moment


def _set_text(component: icalendar.Component, name: str, text: str) -> None:
    """Set a text without the signs that no calendar file may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or (c >= " " and c != "\x7f"))
    if kept:
        component.add(name, kept)
