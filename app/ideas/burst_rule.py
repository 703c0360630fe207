"""When many acts on one idea are a burst: the rule that the page of bursts states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST = 10
"""Acts that make a burst,"""
WINDOW = dt.timedelta(minutes=10)
"""where so many come within this time,"""
TIMES = 5
"""and more than so many times as many as the idea usually gets in it."""


@dataclass(frozen=True)
class Rush:
    """Acts on one idea, of which `LEAST` or more come within `WINDOW` all along."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    number: int
    peak: int
    """The most that came within `WINDOW`."""
    usual: float
    """How many come within `WINDOW` on average, those of rushes left out."""

    @property
    def is_burst(self) -> bool:
        return self.peak > TIMES * self.usual


def bursts_in(moments: Sequence[dt.datetime]) -> list[Rush]:
    """The bursts among the moments of all acts on one idea, in their order."""
    rushes = list(_rushes(moments))
    if not rushes:
        return []
    others = len(moments) - sum(last - first + 1 for first, last, _ in rushes)
    # An idea that is younger than `WINDOW` is as old as that.
    usual = others / max(1.0, (moments[-1] - moments[0]) / WINDOW)
    found = (
        Rush(moments[first], moments[last], last - first + 1, peak, usual)
        for first, last, peak in rushes
    )
    return [rush for rush in found if rush.is_burst]


def _rushes(moments: Sequence[dt.datetime]) -> Iterator[tuple[int, int, int]]:
    """Where each rush begins and ends, and the most that came within `WINDOW` in it."""
    first, last, peak, start = 0, -1, 0, 0
    for place, moment in enumerate(moments):
        while moment - moments[start] > WINDOW:
            start += 1
        within = place - start + 1
        if within < LEAST:
            continue
        if start > last:
            if peak:
                yield first, last, peak
            first, peak = start, 0
        last, peak = place, max(peak, within)
    if peak:
        yield first, last, peak
