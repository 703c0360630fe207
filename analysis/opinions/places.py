"""Where voters stand: the two directions along which votes differ most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from analysis.opinions.votes import VoteTable

DIMENSIONS = 2
"""As Polis does: two can be drawn."""
SMALL = 64
"""Tables with fewer rows or columns are decomposed exactly."""


def places_of(table: VoteTable, drawn: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
    """Return the place of every voter, shape (voters, 2), in the units of the votes.

    A principal component analysis where what was not seen counts as the mean of the statement:
    the deviations from it are sparse, so that no full table is ever made. A voter of few votes
    stands near the middle, as far as those votes tell (see docs/analysis-opinions.md on why they
    are not moved outwards as Polis does).

    Parameters
    ----------
    drawn : rows that make the directions, all of them by default; a row may come several times.
    """
    base = table.values if drawn is None else table.values[drawn]
    means = _means(base)
    directions = _directions(_deviations(base, means))
    return np.asarray(_deviations(table.values, means) @ directions.T)


def _means(values: sparse.csr_array) -> NDArray[np.float64]:
    """Mean vote on each statement; 0 for one without votes."""
    width = values.shape[1]
    votes = np.bincount(values.indices, minlength=width)
    sums = np.bincount(values.indices, values.data, minlength=width)
    return np.asarray(sums / np.maximum(votes, 1))


def _deviations(values: sparse.csr_array, means: NDArray[np.float64]) -> sparse.csr_array:
    data = values.data - means[values.indices]
    return sparse.csr_array((data, values.indices, values.indptr), shape=values.shape)


def _directions(deviations: sparse.csr_array) -> NDArray[np.float64]:
    """Unit vectors, shape (2, statements), each with its largest value positive."""
    count = min(DIMENSIONS, *deviations.shape)
    if min(deviations.shape) < SMALL:
        right = np.linalg.svd(deviations.toarray(), full_matrices=False)[2][:count]
    else:
        # The seed is part of the method: the directions are those of the exact decomposition.
        _, _, right = randomized_svd(deviations, count, n_oversamples=20, n_iter=12, random_state=0)
    found = np.zeros((DIMENSIONS, deviations.shape[1]))
    found[:count] = right
    largest = np.abs(found).argmax(axis=1)
    signs = np.where(np.take_along_axis(found, largest[:, None], axis=1) < 0, -1.0, 1.0)
    return np.asarray(found * signs)
