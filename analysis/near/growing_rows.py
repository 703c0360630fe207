"""Sparse rows of counts that come and go, compared with one row by their TF-IDF cosine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.near.text_features import Bag

# New rows wait in a small matrix of their own: to append to the large one copies all of it.
WAITING_ROWS = 1000
# Weights are counted anew when the rows have grown, or shrunk, by this share.
REWEIGHED_AT = 0.1


RowArrays: TypeAlias = tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32]]


class GrowingRows:
    """Counts of features, a row a text; rows keep their place until `keep_only`.

    Parameters
    ----------
    features : number of columns.

    Attributes
    ----------
    size : number of rows, those taken away since the last `keep_only` among them.
    """

    def __init__(self, features: int) -> None:
        self.features = features
        self._settled = _no_rows(features)
        self._waiting = _no_rows(features)
        self._weighed_at = 0
        self._idf = np.ones(features, dtype=np.float32)
        self._norms = np.ones(0, dtype=np.float32)

    @classmethod
    def of_arrays(cls, features: int, arrays: RowArrays) -> GrowingRows:
        """The rows that `arrays` gave."""
        counts, indices, indptr = arrays
        made = cls(features)
        made._settled = sp.csr_array(
            (_dampened(counts), indices, indptr), shape=(len(indptr) - 1, features)
        )
        made._weigh()
        return made

    def arrays(self) -> RowArrays:
        """How often each row holds each of its features, which these are, and where rows end (one
        more than rows): what `of_arrays` makes the rows of again."""
        rows = sp.vstack([self._settled, self._waiting], format="csr")
        counts = np.clip(np.rint(np.exp(rows.data - 1)), 1, 255).astype(np.uint8)
        return counts, rows.indices.astype(np.int32), rows.indptr.astype(np.int32)

    @property
    def size(self) -> int:
        return int(self._settled.shape[0] + self._waiting.shape[0])

    @property
    def nbytes(self) -> int:
        """Memory of the rows and their weights, in bytes."""
        parts = [self._idf, self._norms]
        for rows in (self._settled, self._waiting):
            parts += [rows.data, rows.indices, rows.indptr]
        return sum(part.nbytes for part in parts)

    def append(self, bags: Sequence[Bag]) -> None:
        """Add a row for each list of feature numbers, which may hold a number several times."""
        fresh = _counted(bags, self.features)
        self._waiting = sp.vstack([self._waiting, fresh], format="csr")
        if self._waiting.shape[0] > WAITING_ROWS:
            self._settled = sp.vstack([self._settled, self._waiting], format="csr")
            self._waiting = _no_rows(self.features)
        if abs(self.size - self._weighed_at) > REWEIGHED_AT * self._weighed_at:
            self._weigh()
        else:
            self._norms = np.concatenate([self._norms, self._norms_of(fresh)])

    def keep_only(self, kept: NDArray[np.bool_]) -> None:
        """Drop the rows where `kept`, one truth a row, is false; the others close up."""
        settled = self._settled.shape[0]
        self._settled = self._settled[kept[:settled]]
        self._waiting = self._waiting[kept[settled:]]
        self._weigh()

    def cosines(self, bags: Sequence[Bag]) -> NDArray[np.float32]:
        """Return the cosine of every row with each list of feature numbers, (bags × rows), in 0..1.

        Many lists take little longer than one: the rows are read once.
        """
        asked = _counted(bags, self.features)
        norms = self._norms_of(asked)
        weights = np.zeros((self.features, len(bags)), dtype=np.float32)
        of_bag = np.repeat(np.arange(len(bags)), np.diff(asked.indptr))
        weights[asked.indices, of_bag] = asked.data * self._idf[asked.indices] ** 2
        products = np.concatenate([self._settled @ weights, self._waiting @ weights])
        return np.asarray(products.T / (self._norms * norms[:, None]))

    def _weigh(self) -> None:
        """Count the weights of the features anew, and the lengths of all rows with them."""
        held = np.bincount(self._settled.indices, minlength=self.features)
        held += np.bincount(self._waiting.indices, minlength=self.features)
        # Smoothed as in scikit-learn, so that a feature of every text still counts a little.
        self._idf = (np.log((1 + self.size) / (1 + held)) + 1).astype(np.float32)
        self._norms = np.concatenate([self._norms_of(self._settled), self._norms_of(self._waiting)])
        self._weighed_at = self.size

    def _norms_of(self, rows: sp.csr_array) -> NDArray[np.float32]:
        """The lengths of weighted rows; 1 for a row without any feature."""
        lengths = np.sqrt(rows.power(2) @ (self._idf**2))
        return np.where(lengths > 0, lengths, 1).astype(np.float32)


def _no_rows(features: int) -> sp.csr_array:
    return sp.csr_array((0, features), dtype=np.float32)


def _counted(bags: Sequence[Bag], features: int) -> sp.csr_array:
    """Rows of 1 + log(count): a word said five times is not five times as much."""
    indptr = np.cumsum([0, *(len(bag) for bag in bags)], dtype=np.int32)
    indices = np.concatenate([np.asarray(bag, dtype=np.int32) for bag in bags])
    rows = sp.csr_array(
        (np.ones(len(indices), dtype=np.float32), indices, indptr), shape=(len(bags), features)
    )
    rows.sum_duplicates()
    rows.data = _dampened(rows.data)
    return rows


def _dampened(counts: NDArray[Any]) -> NDArray[np.float32]:
    dampened: NDArray[np.float32] = np.log(counts, dtype=np.float32) + np.float32(1)
    return dampened
