"""Parents of themes: a second level when there are enough themes to need one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, ward

# Fewer themes than this are read at a glance.
THEMES_TO_NEST = 9
# How finely weights are told apart. Trees are made for k of some dozens: some thousand points.
COPIES_PER_THEME = 20


def theme_tree(centers: NDArray[np.float64], sizes: NDArray[np.float64]) -> list[list[int]]:
    """Gather k themes in branches by Ward's linkage of their centres (k × d unit vectors).

    Ward rather than average linkage: on real corpora the latter put half of the themes in one
    branch. A theme weighs as much as its texts: with equal weights a few small, odd themes made
    branches of their own and all the others stayed together.
    Source: Ward 1963.

    Returns
    -------
    Branches of group numbers, larger branches first; a branch of one is a theme without parent.
    """
    k = len(centers)
    if k < THEMES_TO_NEST:
        return [[group] for group in range(k)]
    wanted = round(1.5 * np.sqrt(k))
    # A weight is a number of copies: copies are gathered first, at no cost.
    copies = np.ceil(sizes / sizes.sum() * COPIES_PER_THEME * k).astype(int)
    owner = np.repeat(np.arange(k), np.maximum(copies, 1))
    branch_of_copy = fcluster(ward(centers[owner]), wanted, criterion="maxclust")
    branches = [
        np.unique(owner[branch_of_copy == branch]).tolist() for branch in np.unique(branch_of_copy)
    ]
    return sorted(branches, key=lambda branch: (-float(sizes[branch].sum()), branch))
