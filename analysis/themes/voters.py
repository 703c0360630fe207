"""The base runs whose votes make the consensus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.themes.consensus import Labels
from analysis.themes.spherical_kmeans import SphericalKMeans
from analysis.workers import OneProcess, Workers

# The more runs vote, the less the result owes to chance: with 96 instead of 24 on a thousand texts,
# themes made again from another seed agree by .80 instead of .73 (adjusted Rand index). Large
# corpora owe less to chance, and their runs cost more.
FEWEST_RUNS, MOST_RUNS = 16, 96
TEXTS_PLACED = 120_000
# What still moves afterwards is a toss-up: the agreement with people is the same as with 50.
MOST_ITERATIONS = 20
# Beyond this, a run learns its centres on a sample of its own and then places every text.
SAMPLE = 6000


def usual_runs(texts: int) -> int:
    """Return how many runs vote on this many texts: 96 up to 1,250, 16 from 7,500 on."""
    return max(FEWEST_RUNS, min(MOST_RUNS, TEXTS_PLACED // max(texts, 1)))


def votes(
    views: Sequence[NDArray[np.float64]],
    groups: int,
    random_state: int,
    progress: Progress,
    runs: int | None = None,
    workers: Workers | None = None,
) -> list[Labels]:
    """Group the texts several times, each time from another start, over the views in turn.

    Parameters
    ----------
    views : unit vectors of the same n texts in different spaces, each (n × d).
    groups : number of groups of every run.
    runs : `usual_runs` unless given.
    """
    runs = runs or usual_runs(len(views[0]))
    at_work = workers or OneProcess()
    shared = at_work.spread(tuple(views))
    progress(0.0, f"vote 1/{runs}")
    cast = []
    for labels in at_work.each(vote, range(runs), shared, groups, random_state):
        cast.append(labels)
        progress(len(cast) / runs, f"vote {min(len(cast) + 1, runs)}/{runs}")
    return cast


def vote(run: int, views: Sequence[NDArray[np.float64]], groups: int, random_state: int) -> Labels:
    """Group the texts once: run number `run`, from a start of its own."""
    # Half the digits take half the time, and a text between two groups is a toss-up anyway.
    rows = views[run % len(views)].astype(np.float32)
    seed = random_state * 1000 + run
    model = SphericalKMeans(min(groups, len(rows)), max_iter=MOST_ITERATIONS, random_state=seed)
    return model.fit(_sample(rows, seed)).predict(rows)


def _sample(rows: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    if len(rows) <= SAMPLE:
        return rows
    chosen = np.random.default_rng(seed).choice(len(rows), SAMPLE, replace=False)
    return rows[np.sort(chosen)]
