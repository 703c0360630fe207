"""Links learned from what people decided, starting from what the titles say.

A multinomial logistic regression whose offset is the similarity with the titles: with no decision
it says what the titles say, and each decision moves it away from there as far as it must.
Source: logistic regression with a Gaussian prior (Hoerl & Kennard 1970, Le Cessie & Van
Houwelingen 1992), computed on the similarities between texts (Zhu & Hastie 2005), because the
decided texts are hundreds where the words and groups of characters are tens of thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from analysis.links.decisions import Flags

Matrix = NDArray[np.float64]

ROUNDS = 100
# Directions of the decided texts that are kept: what the others would add is noise, and time.
MOST_DIRECTIONS = 300
LEAST_DIRECTION = 1e-8


class DecisionClassifier:
    """Probabilities of the targets of a text, one sum of 1 a text.

    A text with several accepted targets counts for a part in each. A text of which links were
    only set aside says that its target is among the others.

    Attributes
    ----------
    weights_ : (m × K) what each decided text speaks for, in the space of the similarities.
    levels_ : (K,) how much more often each target is chosen than its title says.
    """

    def fit(
        self, similarity: Matrix, offsets: Matrix, accepted: Flags, rejected: Flags
    ) -> DecisionClassifier:
        """Learn from m decided texts.

        Parameters
        ----------
        similarity : (m × m), a sum of products between the texts.
        offsets : (m × K), what the titles say of them, before the exponential.
        """
        usual: Flags = np.asarray(accepted.any(axis=1))
        useful: Flags = usual | ~np.asarray(rejected.all(axis=1))
        share = accepted / np.maximum(accepted.sum(axis=1, keepdims=True), 1)
        values, directions = np.linalg.eigh(similarity[np.ix_(useful, useful)])
        kept = values > LEAST_DIRECTION * max(float(values.max(initial=0.0)), 1.0)
        kept[:-MOST_DIRECTIONS] = False
        roots, directions = np.sqrt(values[kept]), directions[:, kept]
        slopes, self.levels_ = _least_loss(
            directions * roots, offsets[useful], share[useful], usual[useful], rejected[useful]
        )
        self.weights_: Matrix = np.zeros(accepted.shape)
        self.weights_[useful] = (directions / roots) @ slopes
        return self

    def probabilities(self, similarity: Matrix, offsets: Matrix) -> Matrix:
        """Return (n × K) from the similarities with the decided texts (n × m) and offsets."""
        return softmax_rows(similarity @ self.weights_ + self.levels_ + offsets)


def softmax_rows(raised: Matrix) -> Matrix:
    """Return the exponentials of (n × K) values, divided by the sum of their row."""
    exponentials = np.exp(raised - raised.max(axis=1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))


def similarity_between(views: Sequence[tuple[float, Any]], rows: Any, others: Any) -> Matrix:
    """Return the weighted sum of the products of some rows with others, in all the views."""
    total: Matrix = np.zeros(())
    for weight, view in views:
        product = view[rows] @ view[others].T
        total = total + weight * np.asarray(product.todense() if sp.issparse(product) else product)
    return total


def _least_loss(
    features: Matrix, offsets: Matrix, share: Matrix, usual: Flags, rejected: Flags
) -> tuple[Matrix, Matrix]:
    """Return the slopes (d × K) and levels (K,) of least regularised loss."""
    d, k = features.shape[1], offsets.shape[1]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        slopes, levels = flat[: d * k].reshape(d, k), flat[d * k :]
        raised = features @ slopes + levels + offsets
        raised -= raised.max(axis=1, keepdims=True)
        exponentials = np.exp(raised)
        whole = exponentials.sum(axis=1)
        allowed = np.where(rejected, 0.0, exponentials)
        left = np.maximum(allowed.sum(axis=1), 1e-300)
        wanted = np.where(usual[:, None], share, allowed / left[:, None])
        reached = np.where(usual, (share * raised).sum(axis=1), np.log(left))
        slope = exponentials / whole[:, None] - wanted
        value = float((np.log(whole) - reached).sum() + 0.5 * (flat @ flat))
        return value, np.concatenate([(features.T @ slope).ravel(), slope.sum(axis=0)]) + flat

    found = minimize(
        loss, np.zeros((d + 1) * k), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    ).x
    return found[: d * k].reshape(d, k), found[d * k :]
