"""Probabilities of links between texts and targets, and what each word contributes to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
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
from analysis.vectors.text_vectors import unit_rows

Matrix = NDArray[np.float64]

# With this many decided texts, being far from every title counts half as much.
DECISIONS_FOR_HALF = 30
FOLDS = 5
# How much it counts that a text is near all those that seem to belong to a target, decided or not.
ECHO = 10.0
# As in the titles, a target whose texts are near everything is told apart by the rest.
ECHO_HUBS = 0.3
# Texts that are listened to: every so many, when there are more.
LISTENED = 3000


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


@dataclass(frozen=True)
class Taught:
    """What some decisions teach.

    Attributes
    ----------
    classifier : learned with the titles and the centres as offset.
    centres : (K × d) mean meaning of the texts that seem to belong to each target; zeros when
        there is none.
    usual : (K,) mean similarity of the texts with each.
    """

    classifier: DecisionClassifier
    centres: Matrix
    usual: Matrix

    def echo(self, vectors: Matrix) -> Matrix:
        """Return what the centres say of some texts (n × d), as offsets (n × K)."""
        return ECHO * (vectors @ self.centres.T - ECHO_HUBS * self.usual)


class Learner:
    """Learns from decisions, and from all but a part of them to see how well it does.

    It learns twice: what the first time says of every text, decided or not, shows what the texts
    of a target have in common, and the second time starts from there. Source: self-training with
    soft labels, Nigam et al. 2000; the centres are those of Rocchio 1971.

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
    def whole(self) -> Taught:
        """What every decision teaches."""
        return self._taught(np.arange(len(self.decisions)))

    def shares(self, texts: int) -> Matrix:
        """Return the probabilities of the targets of the first `texts` rows, 1 in all for each."""
        compared = self.compared
        near = similarity_between(compared.views, slice(texts), compared.decided)
        offsets = compared.offsets[:texts] + self.whole.echo(compared.vectors[:texts])
        return self.whole.classifier.probabilities(near, offsets)

    def scores(self, texts: int) -> Matrix:
        """Return the same, less where a text is far from everything."""
        clear = self._clear(slice(texts), len(self.decisions))
        return np.asarray(self.shares(texts) * clear[:, None])

    def words(self) -> Matrix:
        """Return what each word says for each target against the others, (V × K)."""
        rows, compared = self.compared.decided, self.compared
        weights = self.whole.classifier.weights_
        meant = VECTORS * (compared.vectors[rows].T @ weights) + ECHO * self.whole.centres.T
        said = compared.titled + compared.words @ meant
        said = said + STEMS * (compared.stems[rows].T @ weights)
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
            model = self._taught(rest)
            rows = self.compared.decided[out]
            offsets = self.offsets[out] + model.echo(self.compared.vectors[rows])
            said = model.classifier.probabilities(self.similarity[np.ix_(out, rest)], offsets)
            found[out] = said * self._clear(rows, len(rest))[:, None]
        return found

    @cached_property
    def _listened(self) -> tuple[NDArray[np.intp], Matrix]:
        """Rows that are listened to, and their similarity with the decided texts."""
        rows = len(self.compared.offsets)
        every = np.arange(0, rows, ceil(rows / LISTENED))
        return every, similarity_between(self.compared.views, every, self.compared.decided)

    def _taught(self, taught: NDArray[np.intp]) -> Taught:
        vectors, k = self.compared.vectors, self.offsets.shape[1]
        silent = Taught(self._fitted(taught), np.zeros((k, vectors.shape[1])), np.zeros(k))
        if not len(taught) or k < 2:
            return silent
        every, near = self._listened
        said = silent.classifier.probabilities(near[:, taught], self.compared.offsets[every])
        centres = unit_rows(said.T @ vectors[every])
        usual = (vectors[every] @ centres.T).mean(axis=0)
        heard = Taught(silent.classifier, centres, usual)
        echo = heard.echo(vectors[self.compared.decided[taught]])
        return replace(heard, classifier=self._fitted(taught, echo))

    def _fitted(self, taught: NDArray[np.intp], more: Matrix | float = 0.0) -> DecisionClassifier:
        """Learn from some decisions, with `more` (m × K) offsets than those of the titles."""
        return DecisionClassifier().fit(
            self.similarity[np.ix_(taught, taught)],
            self.offsets[taught] + more,
            self.decisions.accepted[taught],
            self.decisions.rejected[taught],
        )

    def _clear(self, rows: Any, taught: int) -> Matrix:
        """Return what a text that is far from every title keeps of its scores, 0..1."""
        share = taught / (taught + DECISIONS_FOR_HALF)
        return np.asarray(share + (1 - share) * self.compared.clear[rows])
