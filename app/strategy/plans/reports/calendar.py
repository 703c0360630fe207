"""On which days the leads of a plan owe a report. No database."""

from __future__ import annotations

import calendar
import datetime as dt


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the last of the month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def last_due(starts_on: dt.date, ends_on: dt.date, every: int, day: dt.date) -> dt.date | None:
    """The last day on which reports were due, until `day`: `every` months from the beginning, and
    on the day after the end. None: none is asked, or not yet."""
    if not every:
        return None
    found = None
    number = 1
    until = min(day, ends_on + dt.timedelta(days=1))
    while (due := months_after(starts_on, number * every)) <= until:
        found, number = due, number + 1
    return found
