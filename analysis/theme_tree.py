"""Parents of themes: a second level when there are enough themes to need one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, ward

# Fewer themes than this are read at a glance.
THEMES_TO_NEST = 9


def theme_tree(centers: NDArray[np.float64], sizes: NDArray[np.float64]) -> list[list[int]]:
    """Gather k themes in branches by Ward's linkage of their centres (k × d unit vectors).

    Ward rather than average linkage: on real corpora the latter put half of the themes in one
    branch. Every theme weighs the same: a parent gathers meanings, not numbers of texts.
    Source: Ward 1963.

    Returns
    -------
    Branches of group numbers, larger branches first; a branch of one is a theme without parent.
    """
    k = len(centers)
    if k < THEMES_TO_NEST:
        return [[group] for group in range(k)]
    wanted = round(1.5 * np.sqrt(k))
    branch_of = fcluster(ward(centers), wanted, criterion="maxclust")
    branches = [np.flatnonzero(branch_of == branch).tolist() for branch in np.unique(branch_of)]
    return sorted(branches, key=lambda branch: (-float(sizes[branch].sum()), branch))
