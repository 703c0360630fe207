from __future__ import annotations

import datetime as dt

import pytest

from app.strategy.plans.reports.calendar import last_due, months_after

BEGINS, ENDS = dt.date(2018, 8, 31), dt.date(2020, 8, 30)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (dt.date(2019, 2, 27), None),
        (dt.date(2019, 2, 28), dt.date(2019, 2, 28)),
        (dt.date(2020, 3, 1), dt.date(2020, 2, 29)),
        (dt.date(2026, 1, 1), dt.date(2020, 8, 31)),
    ],
)
def test_the_last_report_is_due_every_some_months_until_the_day_after_the_end(day, due):
    assert last_due(BEGINS, ENDS, 6, day) == due


def test_no_report_is_due_where_none_is_asked():
    assert last_due(BEGINS, ENDS, 0, dt.date(2026, 1, 1)) is None
    assert months_after(dt.date(2018, 12, 31), 2) == dt.date(2019, 2, 28)
