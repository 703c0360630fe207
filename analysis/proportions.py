"""Shares of a whole: how sure one is, whether two differ, and how many tests were made."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Numbers = NDArray[np.float64]

CONFIDENCE = 0.95


def wilson_interval(number: float, people: int) -> tuple[float, float]:
    """The bounds (`CONFIDENCE`), as parts of 1, of the share of `number` among `people`.

    It holds for few people and for shares near 0 and 1, where the usual one does not. Nobody at
    all tells nothing: 0 to 1. Source: Wilson 1927; Brown, Cai and DasGupta 2001.
    """
    if not people:
        return 0.0, 1.0
    z = float(ndtri((1 + CONFIDENCE) / 2))
    share = number / people
    shrunk = 1 + z * z / people
    middle = (share + z * z / (2 * people)) / shrunk
    reach = z / shrunk * math.sqrt(share * (1 - share) / people + z * z / (4 * people**2))
    # Rounding must not shut out a share that is exactly 0 or 1.
    low = 0.0 if number == 0 else max(0.0, middle - reach)
    high = 1.0 if number == people else min(1.0, middle + reach)
    return low, high


def proportion_z(successes: Numbers, trials: Numbers) -> Numbers:
    """z of a proportion against one half, one success added. Source: Small et al. 2021."""
    return np.asarray(2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5))


def two_proportion_z(some: Numbers, trials: Numbers, others: Numbers, theirs: Numbers) -> Numbers:
    """z of the difference of two proportions, one success added to each, shapes unchanged.

    So that two out of two are not certainty. Source: Small et al. 2021.

    Parameters
    ----------
    some, others : successes among `trials` and among `theirs`.
    """
    some, trials, others, theirs = some + 1, trials + 1, others + 1, theirs + 1
    pooled = (some + others) / (trials + theirs)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / trials + 1 / theirs))
    difference = some / trials - others / theirs
    return np.divide(difference, spread, out=np.zeros_like(difference), where=spread > 0)


def corrected(probabilities: Numbers) -> Numbers:
    """Return probabilities corrected for their number, shape unchanged.

    What is at most q holds a share q of false findings at most. Source: Benjamini & Hochberg 1995.
    """
    flat = probabilities.ravel()
    order = np.argsort(flat, kind="stable")
    raised = flat[order] * (len(flat) / np.arange(1, len(flat) + 1))
    lowest = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    found = np.empty_like(lowest)
    found[order] = lowest
    return found.reshape(probabilities.shape)
