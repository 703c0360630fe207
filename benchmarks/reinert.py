"""Descending classification of Reinert, the French standard (Alceste, IRaMuTeQ, rainette), sparse.

Source: Reinert 1983. The χ² of a cut of the table in two needs the sums of the columns only: with
a of the N words on one side and S the sum of a_j² / N_j over the columns j, it is
N (N S - a²) / (a (N - a)). Each step so costs the number of words of the texts, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.utils.extmath import randomized_svd

from analysis.texts.tokens import tokenise

# The settings of rainette: a word of fewer texts is not looked at.
LEAST_TEXTS = 3
MOST_EXCHANGES = 50
Labels = NDArray[np.int32]


def reinert(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """Cut the largest class in two until there are `groups`."""
    counter = CountVectorizer(analyzer=lambda text: tokenise(text).keys, binary=True)
    table = sp.csr_array(counter.fit_transform(texts))
    table = table[:, np.flatnonzero(table.sum(axis=0) >= min(LEAST_TEXTS, len(texts)))]
    labels = np.zeros(len(texts), dtype=np.int32)
    for made in range(1, groups):
        largest = int(np.bincount(labels).argmax())
        members = np.flatnonzero(labels == largest)
        labels[members[_side(table[members], seed)]] = made
    return labels


def _side(table: sp.csr_array, seed: int) -> NDArray[np.bool_]:
    """Say which rows go on the one side of the best cut in two, shape (n,)."""
    table = table[:, np.flatnonzero(table.sum(axis=0) > 0)]
    lengths, sums = table.sum(axis=1), table.sum(axis=0)
    order = np.argsort(_first_axis(table, lengths, sums, seed), kind="stable")
    side = np.zeros(len(order), dtype=bool)
    side[order[: _best_cut(table[order], lengths[order], sums)]] = True
    best = _chi2(float(table[side].sum()), _spread(table, side, sums), float(sums.sum()))
    for _ in range(MOST_EXCHANGES):
        changed = side ^ _gains(table, side, lengths, sums, best)
        reached = _chi2(float(table[changed].sum()), _spread(table, changed, sums), sums.sum())
        if not best < reached < np.inf:
            break
        side, best = changed, reached
    return side


def _first_axis(
    table: sp.csr_array, lengths: NDArray[np.float64], sums: NDArray[np.float64], seed: int
) -> NDArray[np.float64]:
    """Return the place of each row on the first axis of the correspondence analysis, (n,)."""
    scaled = sp.csr_array(table / np.sqrt(np.maximum(lengths, 1))[:, None] / np.sqrt(sums))
    left, _, _ = randomized_svd(scaled, min(2, *scaled.shape), n_iter=7, random_state=seed)
    return np.asarray(left[:, -1] / np.sqrt(np.maximum(lengths, 1)))


def _best_cut(table: sp.csr_array, lengths: NDArray[np.float64], sums: NDArray[np.float64]) -> int:
    """Return how many of the ordered rows go on the one side."""
    columns = sp.csc_array(table)
    columns.sort_indices()
    # How many rows before this one hold the word: its rank in its column.
    before = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], np.diff(columns.indptr))
    added = (2 * before + 1) / np.repeat(sums, np.diff(columns.indptr))
    spread = np.cumsum(np.bincount(columns.indices, added, minlength=table.shape[0]))
    return 1 + int(_chi2(np.cumsum(lengths), spread, sums.sum())[:-1].argmax())


def _spread(table: sp.csr_array, side: NDArray[np.bool_], sums: NDArray[np.float64]) -> float:
    return float((table[side].sum(axis=0) ** 2 / sums).sum())


def _gains(
    table: sp.csr_array,
    side: NDArray[np.bool_],
    lengths: NDArray[np.float64],
    sums: NDArray[np.float64],
    best: float,
) -> NDArray[np.bool_]:
    """Say which rows, each alone, would raise the χ² by changing side."""
    on_side = table[side].sum(axis=0)
    sign = np.where(side, -1.0, 1.0)
    spread = (on_side**2 / sums).sum() + sign * (table @ (2 * on_side / sums)) + table @ (1 / sums)
    return np.asarray(_chi2(on_side.sum() + sign * lengths, spread, sums.sum()) > best + 1e-9)


def _chi2(a: Any, spread: Any, total: float) -> Any:
    inside = np.clip(a * (total - a), 1e-9, None)
    return total * (total * spread - a**2) / inside
