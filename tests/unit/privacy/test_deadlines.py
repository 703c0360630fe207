"""Months to answer a request or to keep data, 72 hours to tell of an exposure."""

from __future__ import annotations

import datetime as dt

import pytest

from app.privacy.breach_words import hours_left
from app.privacy.retention.calendar import months_after


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-30", 1, "2028-02-29"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2016-12-31", 2, "2017-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-31", 24, "2026-12-31"),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_one(day, months, due):
    assert months_after(dt.date.fromisoformat(day), months).isoformat() == due


@pytest.mark.parametrize(("passed", "left"), [(0, 72), (2.5, 69), (72, 0), (72.1, -1), (100, -28)])
def test_hours_are_counted_until_the_authority_must_know(passed, left):
    known = dt.datetime(2026, 11, 30, 1, tzinfo=dt.UTC)
    assert hours_left(known, known + dt.timedelta(hours=passed)) == left
