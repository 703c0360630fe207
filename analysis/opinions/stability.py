"""How sure a group is: voters are drawn again, and the groups made again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.opinions.groups import bases_of, grouped_in
from analysis.opinions.places import places_of
from analysis.opinions.votes import VoteTable
from analysis.progress import Progress
from analysis.results import Firmness

DRAWS = 30
DRAW_STARTS = 4
MOST_DRAWN = 1000
"""Voters of a draw: of more, as many are drawn."""
SOLID, FAIR = 0.75, 0.6
"""Likenesses from which a group is stable, or a pattern in the data. Source: Hennig 2007."""


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
        total += _likeness(
            labels[rows], grouped_in(bases, groups, seed + draw, DRAW_STARTS), groups
        )
    return total / DRAWS


def _likeness(
    before: NDArray[np.intp], after: NDArray[np.intp], groups: int
) -> NDArray[np.float64]:
    both = np.zeros((groups, groups))
    np.add.at(both, (before, after), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return np.asarray((both / np.maximum(either, 1)).max(axis=1))


def firmness_of(stability: float) -> Firmness:
    if stability >= SOLID:
        return Firmness.SOLID
    return Firmness.FAIR if stability >= FAIR else Firmness.FRAGILE
