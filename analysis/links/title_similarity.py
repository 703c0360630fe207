"""How close texts are to the titles of targets, without any example."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.vectors.text_vectors import unit_rows

Matrix = NDArray[np.float64]

# Share of the mean similarity that is taken off: a title made of common words is close to
# everything. Source: Radovanović, Nanopoulos & Ivanović 2010 (hubs).
HUB_SHARE = 0.3
# Feedback: the texts that look closest to a title stand in for it.
# Source: Rocchio 1971, with soft weights.
FEEDBACK_ROUNDS = 3
FEEDBACK_SHARE = 0.5
FEEDBACK_SHARPNESS = 20.0
# At this sharpness a score says about how often the link is right (measured on seven tasks).
SCORE_SHARPNESS = 8.0


class TitleSimilarity:
    """Similarity of texts to targets, improved by the texts themselves.

    Parameters
    ----------
    plain_share : weight of the similarities counted on words and characters as written, next to
        the cosine of the vectors.

    Attributes
    ----------
    similarity_ : (n × K) similarity of each text with each target, no unit.
    cosine_ : (n × K) cosine of the vectors alone, in -1..1.
    directions_ : (K × d) what each target stands for in the space of the vectors.
    """

    def __init__(self, plain_share: float = 0.3) -> None:
        self.plain_share = plain_share

    def fit(
        self,
        texts: Matrix,
        titles: Matrix,
        plain: Matrix,
    ) -> TitleSimilarity:
        """Compare unit vectors of texts (n × d) and of titles (K × d).

        Parameters
        ----------
        plain : (n × K) sum of the similarities of words and of characters.
        """
        self.cosine_: Matrix = texts @ titles.T
        first = self.cosine_ + self.plain_share * plain
        first = first - HUB_SHARE * first.mean(axis=0)
        self.similarity_: Matrix = first
        centers = titles
        # A single target has no rival: feedback would make it mean the whole corpus.
        for _ in range(FEEDBACK_ROUNDS if len(titles) > 1 else 0):
            weight = softmax(self.similarity_, FEEDBACK_SHARPNESS)
            centers = unit_rows(weight.T @ texts)
            self.similarity_ = (1 - FEEDBACK_SHARE) * first + FEEDBACK_SHARE * (texts @ centers.T)
        self.directions_: Matrix = (1 - FEEDBACK_SHARE) * titles + FEEDBACK_SHARE * centers
        return self


def softmax(values: Matrix, sharpness: float) -> Matrix:
    """Return exp(sharpness × values) with rows that sum to 1, shape unchanged."""
    raised = np.exp(sharpness * (values - values.max(axis=1, keepdims=True)))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
