from __future__ import annotations

import datetime as dt

import pytest

from app.web.moments import NoSuchTime, clock_time, moment_of


@pytest.mark.parametrize(
    ("clock", "utc"),
    [
        (dt.datetime(2016, 6, 28, 9, 0), dt.datetime(2016, 6, 28, 7, 0)),
        (dt.datetime(2016, 1, 28, 9, 0), dt.datetime(2016, 1, 28, 8, 0)),
        # The night when the clocks go forward, just before and just after.
        (dt.datetime(2016, 3, 27, 1, 59), dt.datetime(2016, 3, 27, 0, 59)),
        (dt.datetime(2016, 3, 27, 3, 0), dt.datetime(2016, 3, 27, 1, 0)),
        # 2:30 comes twice in autumn: the first one.
        (dt.datetime(2016, 10, 30, 2, 30), dt.datetime(2016, 10, 30, 0, 30)),
    ],
)
def test_what_is_typed_is_the_clock_of_paris(clock, utc):
    moment = moment_of(clock)
    assert moment == utc.replace(tzinfo=dt.UTC)
    assert clock_time(moment) == clock


def test_the_hour_that_the_clocks_skip_is_no_time():
    with pytest.raises(NoSuchTime):
        moment_of(dt.datetime(2016, 3, 27, 2, 30))
