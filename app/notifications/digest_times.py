"""When a digest is due: at once, or at a civil hour of a day or of a week."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from app.models import Frequency
from app.models.types import PARIS

HOUR = 8
"""On the clock of Paris."""
MONDAY = 0


def last_time(frequency: Frequency, moment: dt.datetime) -> dt.datetime:
    """The last moment, up to this one, at which digests of this frequency were due."""
    clock = moment.astimezone(PARIS)
    due = clock.replace(hour=HOUR, minute=0, second=0, microsecond=0, fold=0)
    days = 1 if due > clock else 0
    if frequency is Frequency.WEEKLY:
        days += (due - dt.timedelta(days=days)).weekday() - MONDAY
    return (due - dt.timedelta(days=days)).astimezone(dt.UTC)


def is_due(frequency: Any, sent_at: Any, moment: dt.datetime) -> sa.ColumnElement[bool]:
    """Whether a digest is due at this moment (both are columns).

    One that was sent in the future went by a clock that was wrong: it is due, lest it wait for it.
    """
    waits = [
        sa.and_(
            frequency == one,
            sa.or_(sent_at.is_(None), sent_at < last_time(one, moment), sent_at > moment),
        )
        for one in (Frequency.DAILY, Frequency.WEEKLY)
    ]
    return sa.or_(frequency == Frequency.EACH, *waits)
