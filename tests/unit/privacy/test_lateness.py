"""A consultation that is over and still open is told to close."""

from __future__ import annotations

import datetime as dt

import pytest

from app.models import Consultation, ConsultationState
from app.privacy.retention.calendar import is_late

LAST_DAY = dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("state", "ends_on", "days", "late"),
    [
        ("open", LAST_DAY, 30, False),
        ("open", LAST_DAY, 31, True),
        ("closed", LAST_DAY, 400, False),
        ("draft", LAST_DAY, 400, False),
        ("open", None, 400, False),
    ],
)
def test_it_is_late_a_month_after_its_last_day_unless_it_is_closed(state, ends_on, days, late):
    one = Consultation(state=ConsultationState(state), ends_on=ends_on)
    day = LAST_DAY + dt.timedelta(days=days)
    assert is_late(one, day) is late
    one.is_fictional = True
    assert not is_late(one, day)
