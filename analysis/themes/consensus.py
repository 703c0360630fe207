"""One grouping out of many: texts that most runs put together belong together.

No text × text matrix is made. Each run adds its groups as columns of a sparse membership matrix;
a truncated SVD of it places the texts, k-means gathers them in a few hundred small groups, and
average linkage joins those, weighted by their sizes.
Sources: Strehl & Ghosh 2002 (ensembles), Fern & Brodley 2004 (the bipartite graph of objects and
clusters), Sokal & Michener 1958 (average linkage).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import eigh
from sklearn.utils.extmath import randomized_svd

from analysis.themes.spherical_kmeans import SphericalKMeans
from analysis.vectors.text_vectors import unit_rows

Labels = NDArray[np.intp]

SMALL_GROUPS = 300
# The joining takes the cube of the number of small groups.
MOST_SMALL_GROUPS = 1200
MOST_DIMENSIONS = 100
# The small groups are learned on about this many texts, and hold all.
SAMPLE = 6000
# Columns of votes up to which the singular directions are computed without a draw.
MOST_EXACT = 2000
# A theme smaller than this share of an even split is a curiosity, not a theme.
SMALLEST_SHARE = 0.05


def membership(votes: Sequence[Labels]) -> sp.csr_array:
    """Return the sparse (n × all groups of all votes) matrix, 1 where a text is in a group."""
    columns, offset = [], 0
    for labels in votes:
        columns.append(labels + offset)
        offset += int(labels.max()) + 1
    n = len(votes[0])
    rows = np.repeat(np.arange(n), len(votes))
    return sp.csr_array(
        (np.ones(n * len(votes)), (rows, np.stack(columns, axis=1).ravel())), shape=(n, offset)
    )


def consensus(votes: Sequence[Labels], groups: int, random_state: int = 0) -> Labels:
    """Return `groups` groups of the n texts (fewer when the votes know fewer), shape (n,)."""
    member = membership(votes)
    small = _small_groups(member, groups, random_state)
    sizes = np.bincount(small).astype(float)
    indicator = sp.csr_array(
        (np.ones(len(small)), (small, np.arange(len(small)))), shape=(len(sizes), len(small))
    )
    profile = np.asarray((indicator @ member).todense()) / sizes[:, None]
    agreement = profile @ profile.T / len(votes)
    smallest = max(1.0, SMALLEST_SHARE * len(small) / groups)
    joined = average_linkage(agreement, sizes, groups, smallest)
    return np.unique(joined[small], return_inverse=True)[1]


def _small_groups(member: sp.csr_array, groups: int, random_state: int) -> Labels:
    n, width = member.shape
    wanted = min(max(SMALL_GROUPS, min(8 * groups, MOST_SMALL_GROUPS), groups), n)
    dimensions = min(2 * groups, MOST_DIMENSIONS, width - 1, n - 1)
    if dimensions < 1:
        return np.zeros(n, dtype=np.intp)
    scaled = member.copy()
    column_sizes = np.bincount(member.indices, minlength=width)
    scaled.data = 1 / np.sqrt(column_sizes[member.indices])
    places = unit_rows(_places(scaled, dimensions, random_state)).astype(np.float32)
    # Texts come in the order of their hashes: every tenth is as good as a draw.
    learned_on = places[:: max(1, n // max(SAMPLE, 10 * wanted))]
    model = SphericalKMeans(wanted, max_iter=20, random_state=random_state).fit(learned_on)
    return np.unique(model.predict(places), return_inverse=True)[1]


def _places(member: sp.csr_array, dimensions: int, random_state: int) -> NDArray[np.float64]:
    """Return the rows of `member` in its first singular directions, (n × dimensions)."""
    width = member.shape[1]
    if width > MOST_EXACT:
        left, values, _ = randomized_svd(member, dimensions, n_iter=7, random_state=random_state)
        return np.asarray(left * values)
    # A matrix of columns × columns is small: its eigenvectors are exact, and need no draw.
    square = (member.T @ member).toarray()
    _, directions = eigh(square, subset_by_index=(width - dimensions, width - 1))
    return np.asarray(member @ directions)


def average_linkage(
    similarity: NDArray[np.float64], sizes: NDArray[np.float64], groups: int, smallest: float
) -> Labels:
    """Join m weighted items (m × m similarities, m sizes) until `groups` real groups remain.

    A group counts when its size reaches `smallest`; what is still apart at the end goes to the
    most similar group. When there are never that many real groups, size is not looked at.
    """
    history = _merges(similarity, sizes)
    for least in (smallest, 0.0):
        labels = _cut(history, sizes, groups, least)
        if labels is not None:
            return _attach(labels, similarity, sizes, least)
    return np.arange(len(sizes))


def _merges(similarity: NDArray[np.float64], sizes: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the pairs (kept, absorbed) joined one after the other down to one item."""
    table = similarity.copy()
    np.fill_diagonal(table, -np.inf)
    weight = sizes.copy()
    pairs = []
    for _ in range(len(sizes) - 1):
        kept, absorbed = divmod(int(table.argmax()), len(sizes))
        kept, absorbed = min(kept, absorbed), max(kept, absorbed)
        both = weight[kept] + weight[absorbed]
        row = (weight[kept] * table[kept] + weight[absorbed] * table[absorbed]) / both
        table[kept], table[:, kept] = row, row
        table[kept, kept] = -np.inf
        table[absorbed], table[:, absorbed] = -np.inf, -np.inf
        weight[kept] = both
        pairs.append((kept, absorbed))
    return pairs


def _cut(
    history: Sequence[tuple[int, int]], sizes: NDArray[np.float64], groups: int, least: float
) -> Labels | None:
    """Return the last state in which `groups` groups reach the size `least`, or None."""
    labels = np.arange(len(sizes))
    weight = sizes.copy()
    last = labels.copy() if int((weight >= least).sum()) == groups else None
    for kept, absorbed in history:
        labels[labels == absorbed] = kept
        weight[kept] += weight[absorbed]
        weight[absorbed] = -1.0
        if int((weight >= least).sum()) == groups:
            last = labels.copy()
    return last


def _attach(
    labels: Labels, similarity: NDArray[np.float64], sizes: NDArray[np.float64], least: float
) -> Labels:
    names, numbered = np.unique(labels, return_inverse=True)
    weight = np.bincount(numbered, sizes)
    big = np.flatnonzero(weight >= least)
    if len(big) in (0, len(names)):
        return labels
    indicator = np.zeros((len(names), len(sizes)))
    indicator[numbered, np.arange(len(sizes))] = sizes
    to_big = (similarity @ indicator[big].T) / weight[big]
    nearest = big[to_big.argmax(axis=1)]
    return np.where(np.isin(numbered, big), numbered, nearest[np.arange(len(sizes))])
