"""Whether a body meets as often as it said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.privacy.retention.calendar import months_after


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
