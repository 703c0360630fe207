"""Word vectors learned on the corpus itself: what words are seen with says what they mean."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd

# What people say here counts more than what others said elsewhere. From .35 to 1, agreement with
# people's groups changes by little; small corpora gain most from the larger weights.
KNOWN_WEIGHT = 0.7


class WordVectors:
    """Positive pointwise mutual information, then a truncated SVD.

    Source: Levy & Goldberg 2014 and Levy, Goldberg & Dagan 2015 (smoothed contexts, exponent .75;
    the singular values keep their weight, which did better here than their root).

    Parameters
    ----------
    dimensions : at most this many.
    background_weight : how many times each background context counts.
    known_weight : weight of what is known of the pairs from elsewhere.
    random_state : seed of the randomised SVD.

    Attributes
    ----------
    vectors_ : (V × at most `dimensions`), columns by falling singular value, so that the first d
        columns are the vectors in d dimensions.
    """

    def __init__(
        self,
        dimensions: int = 150,
        background_weight: float = 1.0,
        random_state: int = 0,
        known_weight: float = KNOWN_WEIGHT,
    ) -> None:
        self.dimensions = dimensions
        self.background_weight = background_weight
        self.random_state = random_state
        self.known_weight = known_weight
        self.vectors_: NDArray[np.float64] = np.zeros((0, 0))

    def fit(
        self,
        contexts: sp.csr_array,
        background: sp.csr_array | None = None,
        known: sp.csr_array | None = None,
    ) -> WordVectors:
        """Learn from contexts (m × V, 0 or 1), background contexts (b × V) and known pairs.

        `known` is the information of pairs of words in other corpora (V × V).
        """
        # A word always goes with itself: in a text that says nothing. In a background family it
        # does: it makes the word a neighbour of its family, not only of its family's neighbours.
        seen_together = without_diagonal(contexts.T @ contexts)
        if background is not None and self.background_weight > 0:
            seen_together = seen_together + self.background_weight * (background.T @ background)
        information = positive_pointwise_information(seen_together)
        if known is not None:
            information = sp.csr_array(information + self.known_weight * known)
        size = information.shape[0]
        dimensions = max(1, min(self.dimensions, size - 1))
        if size < 2 or information.nnz == 0:
            # Nothing was seen with anything else: each word is its own direction.
            self.vectors_ = np.eye(size, dimensions)
            return self
        left, values, _ = randomized_svd(
            information, dimensions, n_iter=5, random_state=self.random_state
        )
        self.vectors_ = left * values
        return self


def without_diagonal(seen_together: sp.csr_array) -> sp.csr_array:
    """Return the pairs of different words only, (V × V)."""
    pairs = sp.coo_array(seen_together)
    kept = pairs.row != pairs.col
    return sp.csr_array((pairs.data[kept], (pairs.row[kept], pairs.col[kept])), shape=pairs.shape)


def positive_pointwise_information(seen_together: sp.csr_array) -> sp.csr_array:
    """Return max(0, log p(a, b) / (p(a) p(b)^.75)) for each pair of words, (V × V).

    Source: Church & Hanks 1990; context smoothing of Levy, Goldberg & Dagan 2015.
    """
    pairs = sp.coo_array(seen_together)
    first, second, count = pairs.row, pairs.col, pairs.data
    totals = np.bincount(first, count, minlength=pairs.shape[0])
    smoothed = totals**0.75
    smoothed /= max(smoothed.sum(), 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(count / (totals[first] * smoothed[second]))
    positive = information > 0
    return sp.csr_array(
        (information[positive], (first[positive], second[positive])), shape=pairs.shape
    )
