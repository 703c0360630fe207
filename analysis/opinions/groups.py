"""Groups of voters: k-means on their places, and how many groups there are.

Source: Small, Bjorkegren, Erkkilä, Shaw & Megill 2021, "Polis: Scaling deliberation by mapping
high dimensional opinion spaces".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from analysis.opinions.kmeans import kmeans, means

BASES = 500
"""Small groups that are made first and stay together (Polis: 100): what follows then costs the same
for any number of voters. Up to twice as many voters, each stands alone."""
MOST_GROUPS = 5
SMALLEST_GROUP = 5
"""Fewer voters are no group: what they voted would be theirs to tell."""
STARTS = 10
MOST_STEPS = 100
BASE_STEPS = 10
CLEARLY = 0.05
"""A number of groups replaces the former one at once when its silhouette is better by so much;
otherwise when it is better twice running."""
SPLIT = 0.25
"""Below this silhouette there is no structure to speak of (Kaufman & Rousseeuw 1990): one group."""


@dataclass(frozen=True)
class Bases:
    """Voters gathered in small groups.

    Attributes
    ----------
    centers : (bases × 2) places.
    weights : (bases,) voters of each.
    labels : (voters,) the one of each voter.
    """

    centers: NDArray[np.float64]
    weights: NDArray[np.float64]
    labels: NDArray[np.intp]


@dataclass(frozen=True)
class Choice:
    """A number of groups: the groups of the voters (voters,), and how well they are apart.

    `rival` is a number of groups that was better this time, though not yet enough.
    """

    labels: NDArray[np.intp]
    separation: float | None
    rival: int | None = None


def bases_of(places: NDArray[np.float64]) -> Bases:
    """Gather voters in small groups."""
    distinct, labels = np.unique(places.round(12), axis=0, return_inverse=True)
    labels = labels.reshape(-1)
    weights = np.bincount(labels).astype(float)
    if len(distinct) <= 2 * BASES:
        return Bases(distinct, weights, labels)
    gathered = kmeans(distinct, weights, BASES, starts=1, iterations=BASE_STEPS, seed=0)
    labels = gathered[labels]
    centers = means(distinct, weights, gathered, distinct[:BASES])
    return Bases(centers, np.bincount(labels, minlength=BASES).astype(float), labels)


def grouped_in(bases: Bases, k: int, seed: int, starts: int = STARTS) -> NDArray[np.intp]:
    """Return the group (0 to k-1) of each voter."""
    groups = kmeans(
        bases.centers, bases.weights, k, starts=starts, iterations=MOST_STEPS, seed=seed
    )
    return groups[bases.labels]


def chosen(bases: Bases, seed: int, former: int | None, rival: int | None) -> Choice:
    """Choose from one to five groups, by the silhouette, each of at least `SMALLEST_GROUP` voters.

    Parameters
    ----------
    former : how many groups there were the last time; kept unless another number is clearly
        better, or was already better then (`rival`).
    """
    alone = np.zeros(len(bases.labels), dtype=np.intp)
    found: dict[int, Choice] = {}
    for k in range(2, min(MOST_GROUPS, len(bases.centers)) + 1):
        labels = grouped_in(bases, k, seed)
        if np.bincount(labels, minlength=k).min() >= SMALLEST_GROUP:
            found[k] = Choice(labels, separation(bases, labels))
    worth = {k: choice.separation or 0.0 for k, choice in found.items()}
    best = max(worth, key=lambda k: (worth[k], -k), default=1)
    if worth.get(best, 0.0) < SPLIT:
        best = 1
    kept = _kept(best, worth, former, rival)
    choice = found.get(kept, Choice(alone, None))
    return Choice(choice.labels, choice.separation, best if best != kept else None)


def _kept(best: int, worth: dict[int, float], former: int | None, rival: int | None) -> int:
    """The number of groups: the best one, or the former one while the best has yet to last."""
    if former is None or best in (former, rival) or (former > 1 and former not in worth):
        return best
    gain = worth.get(best, SPLIT) - worth.get(former, SPLIT)
    return best if gain >= CLEARLY else former


def separation(bases: Bases, labels: NDArray[np.intp]) -> float:
    """Mean silhouette of the voters, those of a base standing at its centre.

    Source: Rousseeuw 1987.
    """
    k = int(labels.max()) + 1
    group_of = np.zeros(len(bases.weights), dtype=np.intp)
    group_of[bases.labels] = labels
    sizes = np.bincount(group_of, bases.weights, minlength=k)
    member = np.zeros((len(group_of), k))
    member[np.arange(len(group_of)), group_of] = bases.weights
    distances = cdist(bases.centers, bases.centers) @ member
    own = np.take_along_axis(distances, group_of[:, None], axis=1)[:, 0]
    inside = own / np.maximum(sizes[group_of] - 1, 1)
    others = distances / np.maximum(sizes, 1)
    others[np.arange(len(group_of)), group_of] = np.inf
    nearest = others.min(axis=1)
    widths = (nearest - inside) / np.maximum(np.maximum(nearest, inside), 1e-12)
    widths[sizes[group_of] <= 1] = 0.0
    return float(np.average(widths, weights=bases.weights))
