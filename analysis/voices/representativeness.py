"""How far those who took part resemble a known population, and how sure that is.

Plain numbers in, plain numbers out. People come of their own accord: an interval says what chance
alone would explain if they had been drawn at random, and nothing of why they came.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from analysis.proportions import wilson_interval


class Standing(enum.StrEnum):
    """Where a group stands: beyond what chance explains, or within it."""

    OVER = "over"
    UNDER = "under"
    WITHIN = "within"


@dataclass(frozen=True)
class GroupGap:
    """One group. Shares are parts of 1; `low` and `high` bound the share of those who took part.

    `gap`, `least` and `most` are in points (of percentage): the gap between both shares, and its
    bounds.
    """

    number: int
    share: float
    low: float
    high: float
    population: int
    population_share: float

    @property
    def gap(self) -> float:
        return 100 * (self.share - self.population_share)

    @property
    def least(self) -> float:
        return 100 * (self.low - self.population_share)

    @property
    def most(self) -> float:
        return 100 * (self.high - self.population_share)

    @property
    def standing(self) -> Standing:
        if self.low > self.population_share:
            return Standing.OVER
        return Standing.UNDER if self.high < self.population_share else Standing.WITHIN


@dataclass(frozen=True)
class Fit:
    """How far all groups together are from the population (Pearson's chi-square).

    `cramers_v` is between 0 (the same shares) and 1. `is_doubtful`: too many expected numbers are
    low for the probability to hold (Cochran 1954: more than a fifth under 5, or one under 1).
    """

    chi_square: float
    degrees: int
    p_value: float
    cramers_v: float
    is_doubtful: bool


def group_gaps(numbers: Sequence[int], population: Sequence[int]) -> tuple[GroupGap, ...]:
    """Each group of those who took part beside its part of the population, in the same order.

    Raises:
        ValueError: the two have not as many groups, or the population is empty.
    """
    people, everybody = sum(numbers), sum(population)
    if len(numbers) != len(population) or not everybody:
        raise ValueError("a population has as many groups, and somebody in them")
    return tuple(
        GroupGap(
            number,
            number / people if people else 0.0,
            *wilson_interval(number, people),
            known,
            known / everybody,
        )
        for number, known in zip(numbers, population, strict=True)
    )


def fit(numbers: Sequence[int], population: Sequence[int]) -> Fit | None:
    """How well the numbers fit a population; None where there is nothing to compare.

    Groups without anybody in the population are left out: their expected number is zero.
    Cramér's V for one line is sqrt(chi-square / (n (k - 1))); where groups are unequal it could
    pass 1, at which it is cut.
    """
    known = np.asarray(population, dtype=float)
    seen = np.asarray(numbers, dtype=float)[known > 0]
    known = known[known > 0]
    people = float(seen.sum())
    if len(known) < 2 or people < 2:
        return None
    expected = people * known / known.sum()
    chi_square = float(((seen - expected) ** 2 / expected).sum())
    degrees = len(known) - 1
    low = expected < 5
    return Fit(
        chi_square,
        degrees,
        float(chdtrc(degrees, chi_square)),
        min(1.0, math.sqrt(chi_square / (people * degrees))),
        bool(low.mean() > 0.2 or (expected < 1).any()),
    )
