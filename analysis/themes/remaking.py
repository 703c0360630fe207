"""The grouping of an analysis made again, on other texts and from other starts.

Votes, consensus and tree are those of the result itself, over the same word vectors.
Sources: Hennig 2007 (the bootstrap that keeps each text once, as in the author's `clusterboot`),
Ben-Hur, Elisseeff & Guyon 2002 (subsamples).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress, silent
from analysis.steps import KeptSteps
from analysis.themes.agreed_groups import agreed_groups
from analysis.themes.consensus import Labels
from analysis.themes.spherical_kmeans import group_sums
from analysis.themes.theme_count import TEXTS_TO_SPLIT
from analysis.themes.theme_tree import cuts, listed, theme_tree
from analysis.themes.voters import votes
from analysis.vectors.text_vectors import unit_rows
from analysis.workers import Begun, Workers

REMAKES = 12
# The share of the texts that a bootstrap draws at least once, 1 - 1/e.
DRAWN_SHARE = 0.632
# More than this says little more: the order of the themes is the same on 1,500 texts as on 4,000.
MOST_DRAWN = 1500
# Unless there are so many themes that few texts of each would be drawn.
DRAWN_PER_THEME = 30
# Fewer votes than the result, over its word vectors: the first makes a remake a little less sure
# than the real thing, the second a little more; together they come out even.
VOTES = 6
# Nobody reads more, and remaking so many takes minutes.
MOST_THEMES = 200
# With fewer texts a theme, what comes back is chance.
TEXTS_PER_THEME = 3
# Remakes start from seeds that no result has.
FIRST_SEED = 1_000_000
# Rows compared with the centres at once.
CHUNK = 20_000


@dataclass(frozen=True)
class Remake:
    """The grouping made again on some of the n texts.

    Attributes
    ----------
    groups : (n,) group of each text: found for those drawn, the nearest for the others.
    drawn : (n,) whether the text was drawn.
    cuts : (2 × groups) branch of each group, at the top of the tree and one level down.
    """

    groups: Labels
    drawn: NDArray[np.bool_]
    cuts: Labels


@dataclass(frozen=True)
class Remaking:
    """Remakes that the workers are at, whenever they have nothing else to do.

    Attributes
    ----------
    groups : number of themes of the result.
    made : the remakes, one after the other; None where there is too little to remake. Closed, the
        workers stop.
    """

    groups: int
    made: Begun[Remake] | None


def begin_remakes(
    views: Sequence[NDArray[np.float64]], bags: Labels, groups: int, seed: int, workers: Workers
) -> Remaking:
    """Begin to make the grouping of n texts again, unless there is too little or one theme only.

    Parameters
    ----------
    views, bags : as in `agreed_groups`.
    groups : number of themes of the result.
    """
    n = len(bags)
    if n < max(TEXTS_TO_SPLIT, TEXTS_PER_THEME * groups) or not 1 < groups <= MOST_THEMES:
        return Remaking(groups, None)
    shared = workers.spread((tuple(views), bags))
    return Remaking(groups, workers.aside(remake, range(REMAKES), shared, groups, seed))


def remakes(begun: Remaking, progress: Progress, kept: KeptSteps) -> list[Remake]:
    """Return what was remade, or nothing."""
    coming, groups = begun.made, begun.groups
    if coming is None:
        return []

    def make() -> dict[str, NDArray[Any]]:
        made = []
        progress(0.0, f"remake 1/{REMAKES}")
        for one in coming:
            made.append(one)
            progress(len(made) / REMAKES, f"remake {min(len(made) + 1, REMAKES)}/{REMAKES}")
        return {
            "groups": np.stack([one.groups for one in made]),
            "drawn": np.stack([one.drawn for one in made]),
            "cuts": np.stack([_padded(one.cuts, groups) for one in made]),
        }

    arrays = kept.arrays(f"remakes {groups}", make)
    # Where the remakes were kept, nobody waits for them.
    coming.close()
    return [
        Remake(where, drawn, held[:, held[0] >= 0])
        for where, drawn, held in zip(
            arrays["groups"], arrays["drawn"], arrays["cuts"], strict=True
        )
    ]


def remake(
    number: int, shared: tuple[Sequence[NDArray[np.float64]], Labels], groups: int, seed: int
) -> Remake:
    """Make the grouping once more, on the texts and from the starts of this number."""
    views, bags = shared
    own_seed = FIRST_SEED + seed * REMAKES + number
    drawn = _drawn(len(bags), groups, own_seed)
    rows = [view[drawn] for view in views]
    own_bags = np.unique(bags[drawn], return_inverse=True)[1]
    wanted = min(groups, int(own_bags.max()) + 1)
    cast = votes(rows, wanted, own_seed, silent, VOTES)
    found = agreed_groups(cast, rows, own_bags, wanted, own_seed)
    sizes = np.bincount(found).astype(float)
    centers = unit_rows(group_sums(rows[-1], found, len(sizes)))
    placed = _nearest(views[-1], centers)
    placed[drawn] = found
    return Remake(placed, drawn, cuts(listed(theme_tree(centers, sizes))))


def _drawn(n: int, groups: int, seed: int) -> NDArray[np.bool_]:
    count = min(round(DRAWN_SHARE * n), max(MOST_DRAWN, DRAWN_PER_THEME * groups))
    drawn = np.zeros(n, dtype=bool)
    drawn[np.random.default_rng(seed).choice(n, count, replace=False)] = True
    return drawn


def _nearest(rows: NDArray[np.float64], centers: NDArray[np.float64]) -> Labels:
    chunks = range(0, len(rows), CHUNK)
    return np.concatenate(
        [(rows[start : start + CHUNK] @ centers.T).argmax(axis=1) for start in chunks]
    )


def _padded(cuts: Labels, groups: int) -> Labels:
    return np.pad(cuts, ((0, 0), (0, groups - cuts.shape[1])), constant_values=-1)
