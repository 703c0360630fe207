"""The calendar of a consultation as one file: its activities, each on its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.models import Activity
from app.publication.calendars import Event, calendar_of


def consultation_calendar(activities: Iterable[Activity], url: str, moment: dt.datetime) -> bytes:
    """The activities that have a date; `url` leads to the home of the consultation."""
    return calendar_of(
        [_event(one, one.starts_on, url) for one in activities if one.starts_on], moment
    )


def _event(activity: Activity, starts_on: dt.date, url: str) -> Event:
    return Event(
        identifier=f"activity-{activity.id}",
        sequence=0,
        summary=activity.title,
        starts_at=starts_on,
        # The first day that is not of it any more.
        ends_at=(activity.ends_on or starts_on) + dt.timedelta(days=1),
        location=activity.place,
        url=url,
    )
