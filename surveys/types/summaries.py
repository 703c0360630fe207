"""What is told of the answers to one question.

In every summary `asked` counts the people who were asked and `answered` those who answered.
Percentages are between 0 and 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """How many were asked, and how many of them answered."""

    asked: int
    answered: int


@dataclass(frozen=True)
class OptionCount:
    """`of_respondents` divides by the people who answered, `of_answers` by the ticks."""

    code: str
    label: str
    count: int
    of_respondents: float
    of_answers: float


@dataclass(frozen=True)
class ChoiceSummary(Summary):
    """Options counted one by one, never as combinations; `others` are the free texts."""

    answers: int
    options: tuple[OptionCount, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bin:
    """A bar of a histogram: low included, high excluded except in the last one."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class NumberSummary(Summary):
    """Centre and spread; `sd` is that of a sample (n - 1). None where there are too few."""

    mean: float | None
    median: float | None
    first_quartile: float | None
    third_quartile: float | None
    sd: float | None
    minimum: float | None
    maximum: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class RankedOption:
    """`borda` adds up the points, `mean_rank` is over the people who ranked it.

    `ranks[i]` counts those who put it in place i + 1.
    """

    code: str
    label: str
    borda: float
    first_places: int
    mean_rank: float | None
    ranks: tuple[int, ...]


@dataclass(frozen=True)
class RankSummary(Summary):
    """Options from the most points to the least."""

    options: tuple[RankedOption, ...]


@dataclass(frozen=True)
class LikertSummary(Summary):
    """One row of a diverging bar.

    `below`, `middle` and `above` are the percentages on each side of the middle of the scale;
    the bar starts at `start` (negative), so that the middle of the scale stands at zero.
    """

    label: str
    options: tuple[OptionCount, ...]
    below: float
    middle: float
    above: float
    start: float


@dataclass(frozen=True)
class TextSummary(Summary):
    """Lengths in characters."""

    shortest: int | None
    median: float | None
    longest: int | None


@dataclass(frozen=True)
class DateSummary(Summary):
    """Dates or times, as text in the order of time; `counts` by month or by hour."""

    first: str | None
    last: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True)
class FileSummary(Summary):
    """`size` in bytes, all files together."""

    size: int


@dataclass(frozen=True)
class OrganisationSummary(Summary):
    """`distinct` counts SIRET numbers."""

    distinct: int
    actor_types: ChoiceSummary
    territories: ChoiceSummary
