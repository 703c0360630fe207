"""How many themes: the number at which independent runs agree best, near what the size suggests."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from analysis.progress import Progress
from analysis.themes.spherical_kmeans import SphericalKMeans

FEWEST, MOST = 2, 40
# Fewer distinct texts than this are one theme.
TEXTS_TO_SPLIT = 8
TRIALS = 4
SAMPLE = 2500
# Width of the prior on the number of themes, in natural logarithms.
PRIOR_WIDTH = 0.6


def usual_count(texts: int) -> float:
    """Return the number of themes that people tend to make of this many distinct texts.

    About 6 for 100 texts, 13 for 1,000 and 36 for 20,000.
    """
    return float(1.2 * texts**0.345)


def choose_theme_count(
    rows: NDArray[np.float64], random_state: int, progress: Progress
) -> tuple[int, dict[int, float]]:
    """Choose a number of themes for unit vectors (n × d).

    For each candidate, k-means runs several times from other starts. The candidate's worth is the
    agreement of those runs (adjusted mutual information) plus how much nearer the texts are to
    their own centre than to the next one, weighted by the prior.
    Source: stability selection of k, Ben-Hur, Elisseeff & Guyon 2002.

    Returns
    -------
    The number, and the worth of every candidate.
    """
    n = len(rows)
    if n < TEXTS_TO_SPLIT:
        return 1, {}
    usual = usual_count(n)
    candidates = _candidates(usual, n)
    if n > SAMPLE:
        chosen = np.random.default_rng(random_state).choice(n, SAMPLE, replace=False)
        rows = rows[np.sort(chosen)]
    worth = {}
    for position, candidate in enumerate(candidates):
        progress(position / len(candidates), f"count {position + 1}/{len(candidates)}")
        prior = float(np.exp(-0.5 * (np.log(candidate / usual) / PRIOR_WIDTH) ** 2))
        worth[candidate] = round(prior * _quality(rows, candidate, random_state), 6)
    return max(worth, key=lambda candidate: (worth[candidate], -candidate)), worth


def _candidates(usual: float, n: int) -> list[int]:
    most = min(MOST, n // 3)
    scaled = {round(usual * factor) for factor in (0.5, 0.65, 0.8, 1.0, 1.25, 1.55, 2.0)}
    return sorted({min(max(FEWEST, value), most) for value in scaled})


def _quality(rows: NDArray[np.float64], groups: int, random_state: int) -> float:
    models = [
        SphericalKMeans(groups, random_state=random_state * 1000 + trial).fit(rows)
        for trial in range(TRIALS)
    ]
    agreement = np.mean(
        [adjusted_mutual_info_score(a.labels_, b.labels_) for a, b in combinations(models, 2)]
    )
    cosines = np.sort(rows @ models[0].centers_.T, axis=1)
    separation = np.mean(cosines[:, -1] - cosines[:, -2])
    return float(agreement + separation)
