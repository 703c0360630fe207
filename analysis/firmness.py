"""How sure a group is: how like the nearest group it is when everything is made again.

Themes and groups of opinion are told sure by the same words.
Source: Hennig 2007, 2008 (clusterwise Jaccard, its limits, dissolution).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.results import Firmness

# Above .75 a group is valid and stable; from .6 it shows a pattern whose limits are doubtful;
# under .6 it should not be trusted.
SOLID, FAIR = 0.75, 0.6
# With no more than half in common, a group did not come back, it is dissolved.
DISSOLVED = 0.5


def firmness_of(stability: float | None) -> Firmness | None:
    """Return the word for a stability in 0..1, None when it is not known."""
    if stability is None:
        return None
    if stability >= SOLID:
        return Firmness.SOLID
    return Firmness.FAIR if stability >= FAIR else Firmness.FRAGILE


def likeness(first: NDArray[np.intp], second: NDArray[np.intp], k: int) -> NDArray[np.float64]:
    """Return the Jaccard index of each group of `first` (0..k-1) with each of `second`, (k × g).

    Rows of groups that hold nothing are NaN. Source: Jaccard 1901.

    Parameters
    ----------
    first, second : (n,) group of the same n items.
    """
    g = int(second.max(initial=0)) + 1
    both = np.bincount(first * g + second, minlength=k * g).reshape(k, g).astype(float)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None] - both
    both[both.sum(axis=1) == 0] = np.nan
    return np.asarray(both / np.maximum(either, 1.0))
