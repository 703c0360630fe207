"""How much was said of each theme, week by week or month by month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.documents import Document
from analysis.results import ClusterResult, lineages

MOST_WEEKS = 20
"""With more, months: twenty columns are still told apart on a phone."""
MOST_PERIODS = 60
"""With more months, years."""


class Step(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class OverTime:
    """Texts of each period, those without a day left out.

    Attributes
    ----------
    starts : first day of each period as written by ISO 8601, none left out between two.
    themes : of each theme by its id (those of its sub-themes included), texts in each period.
    dated, undated : texts with a theme whose day is known, and not.
    """

    step: Step
    starts: tuple[str, ...]
    themes: Mapping[str, tuple[int, ...]]
    dated: int
    undated: int


def over_time(result: ClusterResult, documents: Sequence[Document]) -> OverTime | None:
    """Count texts by theme and period; None when all that is dated falls into one week."""
    days = {document.id: document.day for document in documents}
    placed = [(one.theme, days[one.id]) for one in result.documents if one.theme is not None]
    dated = [(theme, day) for theme, day in placed if day is not None]
    if not dated:
        return None
    first, last = min(day for _theme, day in dated), max(day for _theme, day in dated)
    step = _step(first, last)
    starts = _starts(step, first, last)
    if len(starts) < 2:
        return None
    counts = Counter((theme, _start(step, day)) for theme, day in dated)
    above = lineages(result.themes)
    whole: Counter[tuple[str, dt.date]] = Counter()
    for (theme, start), count in counts.items():
        for name in above[theme]:
            whole[name, start] += count
    return OverTime(
        step,
        tuple(start.isoformat() for start in starts),
        {one.id: tuple(whole[one.id, start] for start in starts) for one in result.themes},
        len(dated),
        len(placed) - len(dated),
    )


def _step(first: dt.date, last: dt.date) -> Step:
    if len(_starts(Step.WEEK, first, last)) <= MOST_WEEKS:
        return Step.WEEK
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return Step.MONTH if months <= MOST_PERIODS else Step.YEAR


def _start(step: Step, day: dt.date) -> dt.date:
    if step is Step.WEEK:
        # The first week that a calendar knows begins before its first day.
        return dt.date.fromordinal(max(day.toordinal() - day.weekday(), 1))
    return day.replace(day=1) if step is Step.MONTH else day.replace(month=1, day=1)


def _starts(step: Step, first: dt.date, last: dt.date) -> list[dt.date]:
    """The first day of each period, from that of `first` to that of `last`."""
    start = _start(step, first)
    if step is Step.WEEK:
        return [
            dt.date.fromordinal(one) for one in range(start.toordinal(), last.toordinal() + 1, 7)
        ]
    if step is Step.YEAR:
        return [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    return [dt.date(month // 12, month % 12 + 1, 1) for month in months]
