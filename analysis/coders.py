"""How far two who coded the same texts agree: Cohen's κ, Krippendorff's α, what they mix up.

Of each text there are two sets of codes, one of each coder; that no code fits is a set of `NONE`
alone. κ counts whether both sets are the same (Cohen 1960); α counts how far apart they are
(Krippendorff 2004), by MASI (Passonneau 2006), which is the distance of nltk. The α of nltk takes a
second for five thousand texts: here it is written out for two coders, which a test compares.
Intervals are by the jackknife (Efron & Tibshirani 1993, chapter 11): each text left out in turn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from nltk.metrics.distance import masi_distance
from numpy.typing import NDArray
from scipy.special import ndtri

from analysis.proportions import CONFIDENCE

Codes = frozenset[str]
Pair = tuple[Codes, Codes]
Numbers = NDArray[np.float64]
NONE = "none"
"""The code of a text to which no code was given."""
ENOUGH_FOR_INTERVAL = 20
"""Texts from which the jackknife is worth showing."""


@dataclass(frozen=True)
class Estimate:
    """A figure and its interval at 95 %; no interval from few texts, or where it is a point."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class CoderAgreement:
    """How far two agree.

    Attributes
    ----------
    pairs : texts that both coded.
    given : of them, those to which one of both at least gave the code in question; all of them
        where the question is about every code.
    same : share of `pairs` of which both said the same, in 0..1.
    kappa, alpha : from -1 to 1, 0 being what chance gives; None where everybody said the same of
        every text, so that nothing could have come otherwise.
    """

    pairs: int
    given: int
    same: float
    kappa: Estimate | None
    alpha: Estimate | None


def with_none(codes: Codes) -> Codes:
    """Return the codes of a text, `NONE` standing for no code at all."""
    return codes or frozenset({NONE})


def agreement_of(pairs: Sequence[Pair]) -> CoderAgreement | None:
    """Return how far two agree on all that they said; None without a text."""
    if not pairs:
        return None
    cells = Counter((with_none(one), with_none(other)) for one, other in pairs)
    return _compared(cells, len(pairs))


def agreement_by_code(pairs: Sequence[Pair]) -> dict[str, CoderAgreement]:
    """Return how far two agree on each code that one of them gave: given or not."""
    cells: dict[str, Counter[Pair]] = defaultdict(Counter)
    for one, other in pairs:
        for code in one | other:
            chosen = frozenset({code})
            cells[code][one & chosen, other & chosen] += 1
    found = {}
    for code, named in cells.items():
        given = named.total()
        named[frozenset(), frozenset()] = len(pairs) - given
        found[code] = _compared(+named, given)
    return found


def mixed_up(pair: Pair) -> set[tuple[str, str]]:
    """Return what one said where the other said something else: (first, second).

    A code that one of them gave besides what both gave is left out, not mixed up.
    """
    one, other = with_none(pair[0]), with_none(pair[1])
    return {(first, second) for first in one - other for second in other - one}


def _compared(cells: Mapping[Pair, int], given: int) -> CoderAgreement:
    labels = sorted({label for pair in cells for label in pair}, key=sorted)
    place = {label: number for number, label in enumerate(labels)}
    table = _Table(
        np.array([place[one] for one, _ in cells]),
        np.array([place[other] for _, other in cells]),
        np.array(list(cells.values()), dtype=float),
        len(labels),
    )
    texts = int(table.counts.sum())
    shows_interval = given >= ENOUGH_FOR_INTERVAL
    return CoderAgreement(
        pairs=texts,
        given=given,
        same=float(table.counts[table.first == table.second].sum() / texts),
        kappa=_estimate(*_kappa(table), table.counts, shows_interval),
        alpha=_estimate(*_alpha(table, _distances(labels)), table.counts, shows_interval),
    )


@dataclass(frozen=True)
class _Table:
    """What was said together, each once: numbers of labels, and of how many texts."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    counts: Numbers
    labels: int


def _distances(labels: Sequence[Codes]) -> Numbers:
    """Shape (labels, labels). What has no code in common is as far apart as can be, 1."""
    found = 1 - np.eye(len(labels))
    holding: dict[str, list[int]] = defaultdict(list)
    for row, label in enumerate(labels):
        for other in {one for code in label for one in holding[code]}:
            found[row, other] = found[other, row] = masi_distance(label, labels[other])
        for code in label:
            holding[code].append(row)
    return found


def _kappa(table: _Table) -> tuple[float, Numbers]:
    """κ, and κ without one text of each cell; not a number where it is undefined."""
    same = table.first == table.second
    one = np.bincount(table.first, table.counts, table.labels)
    other = np.bincount(table.second, table.counts, table.labels)
    texts, agreed, by_chance = table.counts.sum(), table.counts[same].sum(), float(one @ other)
    without = by_chance - other[table.first] - one[table.second] + same
    return (
        float(_beyond_chance(1 - agreed / texts, 1 - by_chance / texts**2)),
        _beyond_chance(1 - (agreed - same) / (texts - 1), 1 - without / (texts - 1) ** 2)
        if texts > 1
        else np.full(len(same), np.nan),
    )


def _alpha(table: _Table, distances: Numbers) -> tuple[float, Numbers]:
    """As `_kappa`, of α."""
    apart = distances[table.first, table.second]
    said = np.bincount(table.first, table.counts, table.labels)
    said += np.bincount(table.second, table.counts, table.labels)
    texts, observed = table.counts.sum(), float(table.counts @ apart)
    around = distances @ said
    expected = float(said @ around)
    without = expected - 2 * (around[table.first] + around[table.second] - apart)
    values = 2 * texts
    return (
        float(_beyond_chance(observed / texts, expected / (values * (values - 1)))),
        _beyond_chance((observed - apart) / (texts - 1), without / ((values - 2) * (values - 3)))
        if texts > 1
        else np.full(len(apart), np.nan),
    )


def _beyond_chance(observed: Numbers | float, expected: Numbers | float) -> Numbers:
    """1 − observed / expected disagreement; not a number where none is expected."""
    observed, expected = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    # What is expected is a difference of large numbers: less than this is nothing.
    found = np.full(np.shape(expected), np.nan)
    beyond: Numbers = 1 - np.divide(observed, expected, out=found, where=expected > 1e-12)
    return beyond


def _estimate(
    value: float, without: Numbers, counts: Numbers, shows_interval: bool
) -> Estimate | None:
    if np.isnan(value):
        return None
    if not shows_interval or np.isnan(without).any():
        return Estimate(value, None, None)
    texts = counts.sum()
    mean = counts @ without / texts
    spread = float(np.sqrt((texts - 1) / texts * (counts @ (without - mean) ** 2)))
    if spread < 1e-9:
        return Estimate(value, None, None)
    reach = float(ndtri((1 + CONFIDENCE) / 2)) * spread
    return Estimate(value, max(-1.0, value - reach), min(1.0, value + reach))
