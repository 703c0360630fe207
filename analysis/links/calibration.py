"""Scores that are probabilities: how often a person accepts what is scored so.

Source: Platt 1999, fitted on predictions for texts that the classifier did not learn from. The
slope and the level start from "the score is right as it is" and move as the decisions ask.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Matrix = NDArray[np.float64]

# How far slope and level may be from 1 and 0 before decisions said so (a standard deviation).
SPREAD = 0.5
# A probability closer to 0 or 1 than this was never measured.
EDGE = 1e-4


class Calibration:
    """Platt's scaling of the probabilities of pairs (text, target), with a prior.

    Attributes
    ----------
    slope_, level_ : of the logistic curve; 1 and 0 change nothing.
    """

    slope_: float = 1.0
    level_: float = 0.0

    def fit(self, scores: Matrix, accepted: NDArray[np.bool_]) -> Calibration:
        """Learn from pairs whose answer is known: scores in 0..1 and whether they were links."""
        if len(scores) == 0:
            return self
        raised, right = logit(scores), accepted.astype(float)

        def loss(line: Matrix) -> tuple[float, Matrix]:
            value = line[0] * raised + line[1]
            away = (line - (1.0, 0.0)) / SPREAD
            gap = _curve(value) - right
            total = float((np.logaddexp(0.0, value) - right * value).sum() + 0.5 * away @ away)
            return total, np.array([gap @ raised, gap.sum()]) + away / SPREAD

        line = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
        # A falling curve would turn the order of the suggestions round.
        self.slope_, self.level_ = max(float(line[0]), 0.05), float(line[1])
        return self

    def probabilities(self, scores: Matrix) -> Matrix:
        """Return the calibrated scores, shape unchanged, the order of each row kept."""
        if (self.slope_, self.level_) == (1.0, 0.0):
            return scores
        found = _curve(self.slope_ * logit(scores) + self.level_)
        return np.where(scores > 0, found, 0.0)


def logit(scores: Matrix) -> Matrix:
    """Return log(p / (1 - p)) of probabilities kept off 0 and 1."""
    kept = np.clip(scores, EDGE, 1 - EDGE)
    return np.asarray(np.log(kept / (1 - kept)))


def _curve(values: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-values)))
