"""How sure a group is: voters are drawn again, and the groups made again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.firmness import likeness
from analysis.opinions.groups import bases_of, grouped_in
from analysis.opinions.places import places_of
from analysis.opinions.votes import VoteTable
from analysis.progress import Progress

DRAWS = 30
DRAW_STARTS = 4
MOST_DRAWN = 1000
"""Voters of a draw: of more, as many are drawn."""


def group_stability(
    table: VoteTable, labels: NDArray[np.intp], groups: int, seed: int, progress: Progress
) -> NDArray[np.float64]:
    """Return the stability of each group, shape (groups,), 0 to 1.

    The mean, over draws of voters with replacement, of the Jaccard likeness between the voters of
    the group that were drawn and the most alike of the groups made of the draw.
    Source: Hennig 2007, "Cluster-wise assessment of cluster stability".

    Parameters
    ----------
    table : the voters that are grouped; `labels` are their groups.
    """
    generator = np.random.default_rng(seed)
    total = np.zeros(groups)
    for draw in range(DRAWS):
        progress(draw / DRAWS, "stability")
        count = min(len(labels), MOST_DRAWN)
        rows = np.sort(generator.integers(0, len(labels), count))
        drawn = table.of(rows)
        bases = bases_of(places_of(drawn))
        if len(bases.centers) < groups:
            continue
        again = grouped_in(bases, groups, seed + draw, DRAW_STARTS)
        # A group of which nobody was drawn did not come back.
        total += np.nan_to_num(likeness(labels[rows], again, groups).max(axis=1))
    return total / DRAWS
