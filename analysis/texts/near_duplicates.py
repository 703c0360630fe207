"""Near duplicates (skeleton)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.steps import KeptSteps
from analysis.texts.corpus import DistinctTexts
from analysis.texts.stopwords import without_accents
from analysis.workers import Workers

_WORD = re.compile(r"[^\W_]+")
NEAR_FROM_WORDS = 8


@dataclass(frozen=True)
class NearDuplicates:
    """Distinct texts, those that are nearly the same together.

    Attributes
    ----------
    representative : (n,) row of the text that stands for each distinct text, its own row when
        nothing else is like it.
    """

    representative: NDArray[np.intp]

    @property
    def representatives(self) -> NDArray[np.intp]:
        """Rows of the texts that stand for themselves, sorted."""
        return np.flatnonzero(self.representative == np.arange(len(self.representative)))


def plain_words(text: str) -> list[str]:
    """Return the words of a text, without capitals, accents and signs."""
    return _WORD.findall(without_accents(text).lower())


def near_duplicates(
    texts: DistinctTexts, progress: Progress, workers: Workers, kept: KeptSteps
) -> NearDuplicates:
    """Group texts that are nearly the same."""
    return NearDuplicates(np.arange(len(texts.written)))
