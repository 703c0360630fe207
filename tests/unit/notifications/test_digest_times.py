"""Daily and weekly digests leave by the clock of Paris."""

from __future__ import annotations

import datetime as dt

import pytest

from app.models import Frequency
from app.notifications.digest_times import last_time


@pytest.mark.parametrize(
    ("frequency", "moment", "due"),
    [
        (Frequency.DAILY, "2016-07-05T05:59Z", "2016-07-04T06:00Z"),
        (Frequency.DAILY, "2016-07-05T06:00Z", "2016-07-05T06:00Z"),
        (Frequency.DAILY, "2016-01-05T06:59Z", "2016-01-04T07:00Z"),
        # The clocks went back the night before: still at eight.
        (Frequency.DAILY, "2016-10-30T06:59Z", "2016-10-29T06:00Z"),
        (Frequency.DAILY, "2016-10-30T07:00Z", "2016-10-30T07:00Z"),
        (Frequency.WEEKLY, "2016-07-04T05:59Z", "2016-06-27T06:00Z"),
        (Frequency.WEEKLY, "2016-07-04T06:00Z", "2016-07-04T06:00Z"),
        (Frequency.WEEKLY, "2016-07-10T22:30Z", "2016-07-04T06:00Z"),
    ],
)
def test_the_last_time_before_a_moment(frequency, moment, due):
    found = last_time(frequency, dt.datetime.fromisoformat(moment))
    assert found == dt.datetime.fromisoformat(due)
