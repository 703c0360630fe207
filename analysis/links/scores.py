"""Probabilities of links between texts and targets, and what each word contributes to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.links.calibration import Calibration
from analysis.links.comparison import STEMS, VECTORS, Comparison
from analysis.links.decision_classifier import (
    DecisionClassifier,
    similarity_between,
)
from analysis.links.decisions import Decisions
from analysis.progress import Progress

Matrix = NDArray[np.float64]

# With this many decided texts, being far from every title counts half as much.
DECISIONS_FOR_HALF = 30
FOLDS = 5


@dataclass(frozen=True)
class LinkScores:
    """What `score_links` computes for n texts, m decided ones and K targets.

    Attributes
    ----------
    scores : (n × K) in 0..1, the probability that a person makes the link.
    words : (V × K) how much each word speaks for each target against the others.
    column : column of each key in the vocabulary.
    unseen : (m × K) what the decided texts would have been scored without their own decision.
    calibration : how the scores were made probabilities.
    """

    scores: Matrix
    words: Matrix
    column: dict[str, int]
    unseen: Matrix
    calibration: Calibration


def score_links(
    compared: Comparison, decisions: Decisions, texts: int, progress: Progress
) -> LinkScores:
    """Score the first `texts` rows against every target."""
    progress(0.0, "examples")
    learned = Learner(compared, decisions)
    unseen = learned.unseen(progress)
    known = decisions.known
    calibration = Calibration().fit(unseen[known], decisions.accepted[known])
    scores = calibration.probabilities(learned.scores(texts))
    return LinkScores(
        scores, learned.words(), compared.column, calibration.probabilities(unseen), calibration
    )


class Learner:
    """Learns from decisions, and from all but a part of them to see how well it does.

    Parameters
    ----------
    compared, decisions : K targets, m decided texts.
    """

    def __init__(self, compared: Comparison, decisions: Decisions) -> None:
        self.compared = compared
        self.decisions = decisions
        rows = compared.decided
        self.similarity: Matrix = similarity_between(compared.views, rows, rows)
        self.offsets: Matrix = compared.offsets[rows]

    @cached_property
    def whole(self) -> DecisionClassifier:
        """What every decision teaches."""
        return self._fitted(np.arange(len(self.decisions)))

    def shares(self, texts: int) -> Matrix:
        """Return the probabilities of the targets of the first `texts` rows, 1 in all for each."""
        near = similarity_between(self.compared.views, slice(texts), self.compared.decided)
        return self.whole.probabilities(near, self.compared.offsets[:texts])

    def scores(self, texts: int) -> Matrix:
        """Return the same, less where a text is far from everything."""
        clear = self._clear(slice(texts), len(self.decisions))
        return np.asarray(self.shares(texts) * clear[:, None])

    def words(self) -> Matrix:
        """Return what each word says for each target against the others, (V × K)."""
        rows, compared = self.compared.decided, self.compared
        said = compared.titled + VECTORS * (
            compared.words @ (compared.vectors[rows].T @ self.whole.weights_)
        )
        said = said + STEMS * (compared.stems[rows].T @ self.whole.weights_)
        if said.shape[1] > 1:
            # What speaks for every target alike explains none.
            said = said - said.mean(axis=1, keepdims=True)
        return np.asarray(said * compared.idf[:, None])

    def unseen(self, progress: Progress, share: float = 1.0) -> Matrix:
        """Return (m × K) scores of the decided texts, each learned from others only.

        Parameters
        ----------
        share : part of the others that is learned from.
        """
        m = len(self.decisions)
        found = np.zeros(self.offsets.shape)
        for fold in range(min(FOLDS, m)):
            progress(fold / FOLDS, "examples")
            # Decisions are in the order of a hash: every fifth is a draw, and so are the first.
            out = np.arange(m) % FOLDS == fold
            rest = np.flatnonzero(~out)
            rest = rest[: int(np.ceil(share * len(rest)))]
            model = self._fitted(rest)
            near = self.similarity[np.ix_(out, rest)]
            clear = self._clear(self.compared.decided[out], len(rest))
            found[out] = model.probabilities(near, self.offsets[out]) * clear[:, None]
        return found

    def _fitted(self, taught: NDArray[np.intp]) -> DecisionClassifier:
        return DecisionClassifier().fit(
            self.similarity[np.ix_(taught, taught)],
            self.offsets[taught],
            self.decisions.accepted[taught],
            self.decisions.rejected[taught],
        )

    def _clear(self, rows: Any, taught: int) -> Matrix:
        """Return what a text that is far from every title keeps of its scores, 0..1."""
        share = taught / (taught + DECISIONS_FOR_HALF)
        return np.asarray(share + (1 - share) * self.compared.clear[rows])
