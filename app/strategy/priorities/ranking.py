"""How scores become spreads, ranks and places: figures only.

Sources: Borda, « Mémoire sur les élections au scrutin », 1781 (its points, here as a share of the
most that can be had); Hyndman and Fan, “Sample quantiles in statistical packages”, 1996 (the
quartiles, their definition 7).
"""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Exact = int | Fraction
"""Scores are compared as fractions: two that are equal on paper are equal here."""


@dataclass(frozen=True)
class Spread:
    """How some scores lie, from 1 to 5; `count` says how many they are."""

    low: float
    lower: float
    """The lower quartile: a quarter of the scores are below."""
    median: float
    upper: float
    high: float
    count: int

    @property
    def between_quartiles(self) -> float:
        return self.upper - self.lower


@dataclass(frozen=True)
class Place:
    """The first and the last of the places that subjects of the same value share."""

    first: int
    last: int

    def distance(self, other: Place) -> int:
        """How many places lie between them; 0 where they have one in common."""
        return max(0, other.first - self.last, self.first - other.last)


def spread_of(values: Sequence[Exact]) -> Spread | None:
    """How values lie; None where there are none."""
    if not values:
        return None
    exact = sorted(Fraction(value) for value in values)
    # One value has no quartiles of its own; twice the same has the same ones.
    cuts = statistics.quantiles(exact if len(exact) > 1 else exact * 2, n=4, method="inclusive")
    lower, median, upper = (float(one) for one in cuts)
    return Spread(float(exact[0]), lower, median, upper, float(exact[-1]), len(exact))


def weighted(scores: Mapping[K, int], weights: Mapping[K, int]) -> Fraction | None:
    """The mean of the scores of one person on one subject, by the weights of the criteria.

    None unless there is a score on each criterion: half a judgement is compared with no other.
    """
    if not weights or any(criterion not in scores for criterion in weights):
        return None
    total = sum(scores[criterion] * weight for criterion, weight in weights.items())
    return Fraction(total, sum(weights.values()))


def borda(sheets: Sequence[Mapping[K, Exact]]) -> dict[K, Fraction]:
    """The mean Borda share of each subject, from 0 (last for all) to 1 (first for all).

    A sheet is what one person gave. There, a subject has a point for each one below it and half
    a point for each one beside it (so that equals share their average rank), over the number of
    the others. The mean is over the sheets in which the subject stands: nobody is taken to put
    last what they left out. Where all sheets are whole it is the order of Borda's points.
    """
    shares: dict[K, list[Fraction]] = defaultdict(list)
    for sheet in sheets:
        if len(sheet) < 2:
            continue  # Nothing is compared with anything.
        ordered = sorted(sheet.values())
        others = len(ordered) - 1
        for subject, value in sheet.items():
            below = bisect_left(ordered, value)
            beside = bisect_right(ordered, value) - below - 1
            shares[subject].append(Fraction(2 * below + beside, 2 * others))
    return {subject: Fraction(sum(some), len(some)) for subject, some in shares.items()}


def places(values: Mapping[K, Exact | float]) -> dict[K, Place]:
    """The place of each subject, the highest value first; equals share theirs."""
    ordered = sorted(values.values(), reverse=True)
    first = {value: ordered.index(value) + 1 for value in set(ordered)}
    return {
        subject: Place(first[value], first[value] + ordered.count(value) - 1)
        for subject, value in values.items()
    }
