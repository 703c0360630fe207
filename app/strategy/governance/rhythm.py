"""Whether a body meets as often as it said."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Due:
    """When a body should have met at the latest, and its next meeting, if one is planned."""

    on: dt.date
    planned_on: dt.date | None

    def is_late(self, day: dt.date) -> bool:
        """Whether the day has passed and nothing is planned."""
        return self.planned_on is None and self.on < day


def due_of(months: int, since: dt.date, planned_on: dt.date | None) -> Due | None:
    """When a body is due that met, or was made, on a day; none where it has no rhythm."""
    return Due(months_after(since, months), planned_on) if months else None


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last one of a month that is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
