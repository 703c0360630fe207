"""A month to answer a request, 72 hours to tell of an exposure."""

from __future__ import annotations

import datetime as dt

import pytest

from app.privacy.breach_words import hours_left
from app.privacy.requesting import a_month_after


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-01-15", "2026-02-15"),
        ("2026-01-31", "2026-02-28"),
        ("2028-01-30", "2028-02-29"),
        ("2026-03-31", "2026-04-30"),
        ("2026-12-31", "2027-01-31"),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last_one(day, due):
    assert a_month_after(dt.date.fromisoformat(day)).isoformat() == due


@pytest.mark.parametrize(("passed", "left"), [(0, 72), (2.5, 69), (72, 0), (72.1, -1), (100, -28)])
def test_hours_are_counted_until_the_authority_must_know(passed, left):
    known = dt.datetime(2026, 11, 30, 1, tzinfo=dt.UTC)
    assert hours_left(known, known + dt.timedelta(hours=passed)) == left
