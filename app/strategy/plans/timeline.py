"""The calendar of a plan: where each action lies in its time, in hundredths of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.strategy.plans.action_lines import ActionLine

LONGEST_YEARS = 30
"""What lies further away is cut off, so that one wrong year does not press all others flat."""


@dataclass(frozen=True)
class Tick:
    """The first day of a year."""

    year: int
    x: float


@dataclass(frozen=True)
class Bar:
    """An action; without both days, `width` is 0: it has none, or one day only."""

    line: ActionLine
    x: float
    width: float
    done: float
    """As much of the width as its progress."""


@dataclass(frozen=True)
class Timeline:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    """None where the present day lies outside."""


def timeline_of(
    actions: Sequence[ActionLine], *, starts_on: dt.date, ends_on: dt.date, day: dt.date
) -> Timeline:
    """The actions along whole years that hold the plan and all of their days."""
    days = [one for line in actions for one in (line.starts_on, line.ends_on) if one]
    first = max(min([starts_on, *days]).year, starts_on.year - LONGEST_YEARS)
    last = min(max([ends_on, *days]).year, ends_on.year + LONGEST_YEARS)
    begin, end = dt.date(first, 1, 1), dt.date(last + 1, 1, 1)

    def place(one: dt.date) -> float:
        share = (one - begin).days / (end - begin).days
        return round(100 * min(1.0, max(0.0, share)), 2)

    def bar(line: ActionLine) -> Bar:
        known = [one for one in (line.starts_on, line.ends_on) if one]
        if not known:
            return Bar(line, 0, 0, 0)
        x = place(known[0])
        after = known[-1] + dt.timedelta(days=1)
        width = max(round(place(after) - x, 2), 0.6) if len(known) == 2 else 0
        return Bar(line, x, width, round(width * line.progress / 100, 2))

    every = max(1, (last - first) // 8)
    return Timeline(
        bars=tuple(bar(line) for line in actions),
        ticks=tuple(
            Tick(year, place(dt.date(year, 1, 1))) for year in range(first, last + 1, every)
        ),
        today=place(day) if begin <= day < end else None,
    )
