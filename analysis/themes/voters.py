"""The base runs whose votes make the consensus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.themes.consensus import Labels
from analysis.themes.spherical_kmeans import SphericalKMeans

RUNS = 24
# Beyond this, a run learns its centres on a sample of its own and then places every text.
SAMPLE = 6000


def votes(
    views: Sequence[NDArray[np.float64]],
    groups: int,
    random_state: int,
    progress: Progress,
    runs: int = RUNS,
) -> list[Labels]:
    """Group the texts `runs` times, each time from another start, over the views in turn.

    Parameters
    ----------
    views : unit vectors of the same n texts in different spaces, each (n × d).
    groups : number of groups of every run.
    """
    cast = []
    for run in range(runs):
        progress(run / runs, f"vote {run + 1}/{runs}")
        rows = views[run % len(views)]
        seed = random_state * 1000 + run
        model = SphericalKMeans(min(groups, len(rows)), random_state=seed)
        cast.append(model.fit(_sample(rows, seed)).predict(rows))
    return cast


def _sample(rows: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    if len(rows) <= SAMPLE:
        return rows
    chosen = np.random.default_rng(seed).choice(len(rows), SAMPLE, replace=False)
    return rows[np.sort(chosen)]
