"""Names of groups that stay the same from one computation to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, islice
from string import ascii_uppercase

import numpy as np
from scipy.optimize import linear_sum_assignment

ALIKE = 0.0
"""Cosine of the leanings above which a group may take the name of a former one."""


def names_of(
    groups: Sequence[Mapping[str, float]], former: Mapping[str, Mapping[str, float]]
) -> list[str]:
    """Name groups, given the larger first, by their leanings on each statement.

    Each takes the name of the former group that leans most like it, in the matching that is best
    on the whole; the others take the first free letters.
    """
    known = sorted(former)
    likeness = np.array([[_cosine(one, former[name]) for name in known] for one in groups])
    kept: dict[int, str] = {}
    if known and len(groups):
        for row, column in zip(*linear_sum_assignment(-likeness), strict=True):
            if likeness[row, column] > ALIKE:
                kept[int(row)] = known[int(column)]
    letters = (ascii_uppercase[at] if at < 26 else f"Z{at}" for at in count())
    # One more letter than there may be groups and former names.
    free = [one for one in islice(letters, len(groups) + len(known)) if one not in former]
    return [kept[at] if at in kept else free.pop(0) for at in range(len(groups))]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sorted(one.keys() & other.keys())
    if not shared:
        return 0.0
    left = np.array([one[name] for name in shared])
    right = np.array([other[name] for name in shared])
    length = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / length if length else 0.0
