"""Links learned from examples that people gave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

# Weight of each view of the text in the vote: meaning (vectors), stems, characters.
VIEW_WEIGHTS = (2.0, 1.0, 1.0)
# How much each view may trust its training rows (inverse of the regularisation).
TRUST = (5.0, 10.0, 10.0)
ROUNDS = 300


class ExampleClassifier:
    """Logistic regressions on three views of the texts, averaged.

    Parameters
    ----------
    targets : number of targets, K.

    Attributes
    ----------
    models_ : one fitted model per view; empty when every example has the same target.
    only_ : that target, or None.
    """

    def __init__(self, targets: int) -> None:
        self.targets = targets
        self.models_: list[LogisticRegression] = []
        self.only_: int | None = None

    def fit(
        self, views: Sequence[Any], rows: NDArray[np.intp], known: NDArray[np.intp]
    ) -> ExampleClassifier:
        """Learn from the `rows` of each view, whose targets are `known`."""
        self.models_ = []
        self.only_ = int(known[0]) if len(np.unique(known)) == 1 else None
        if self.only_ is None:
            self.models_ = [
                LogisticRegression(C=trust, max_iter=ROUNDS).fit(view[rows], known)
                for view, trust in zip(views, TRUST, strict=True)
            ]
        return self

    def probabilities(self, views: Sequence[Any]) -> NDArray[np.float64]:
        """Return the mean probability of each target, (n × K); 0 for a target without example."""
        total = np.zeros((views[0].shape[0], self.targets))
        if self.only_ is not None:
            total[:, self.only_] = 1.0
            return total
        for model, view, weight in zip(self.models_, views, VIEW_WEIGHTS, strict=True):
            total[:, model.classes_] += weight * model.predict_proba(view)
        return total / sum(VIEW_WEIGHTS)

    def coefficients(self, view: int) -> NDArray[np.float64]:
        """Return the weights (features × K) of one view; 0 for a target without example."""
        model = self.models_[view]
        weights = np.zeros((model.coef_.shape[1], self.targets))
        if len(model.classes_) == 2:
            weights[:, model.classes_] = np.stack([-model.coef_[0], model.coef_[0]], axis=1)
        else:
            weights[:, model.classes_] = model.coef_.T
        return weights
