"""Ten within ten minutes, and more than five times as many as usual."""

from __future__ import annotations

import datetime as dt

from app.ideas.burst_rule import bursts_in

START = dt.datetime(2016, 7, 1, 9, tzinfo=dt.UTC)


def _every(seconds: float, number: int, after: float = 0) -> list[dt.datetime]:
    """So many moments, one every so many seconds, from so many hours after the start on."""
    begin = START + dt.timedelta(hours=after)
    return [begin + dt.timedelta(seconds=seconds * place) for place in range(number)]


def _found(moments: list[dt.datetime]) -> list[tuple[int, int]]:
    return [(rush.number, rush.peak) for rush in bursts_in(sorted(moments))]


def test_ten_within_ten_minutes_are_a_burst() -> None:
    [rush] = bursts_in(_every(60, 10))
    assert (rush.starts_at, rush.ends_at) == (START, START + dt.timedelta(minutes=9))
    assert (rush.number, rush.peak, rush.usual) == (10, 10, 0)


def test_nine_or_slower_ones_are_none() -> None:
    assert _found([]) == _found(_every(1, 9)) == _found(_every(70, 40)) == []


def test_a_long_rush_is_one_burst_and_another_hour_makes_another() -> None:
    assert _found(_every(20, 60) + _every(1, 12, after=3)) == [(60, 31), (12, 12)]


def test_an_idea_that_usually_gets_many_needs_more_to_make_a_burst() -> None:
    usual = _every(200, 400)
    assert _found(usual + _every(1, 10, after=2)) == []
    assert [peak for _, peak in _found(usual + _every(1, 30, after=2))] == [34]
