"""Every document in a theme: those that were fitted on, their copies, and the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.steps import Arrays, KeptSteps
from analysis.texts.corpus import DistinctTexts
from analysis.texts.near_duplicates import NearDuplicates
from analysis.texts.spelling import Speller
from analysis.texts.vocabulary import count_matrix, inverse_document_frequency, tfidf
from analysis.texts.word_choice import WordChoice
from analysis.themes.consensus import Labels
from analysis.themes.grouping import Fit, Grouping
from analysis.vectors.text_vectors import text_vectors, unit_rows
from analysis.workers import Workers

# Texts that a worker places at once: about a second of work.
CHUNK = 10_000


@dataclass(frozen=True)
class Placed:
    """Where each distinct text went.

    Attributes
    ----------
    labels : (n,) group; -1 for a text without a word.
    scores : (n,) cosine with the centre of the group, 0..1.
    """

    labels: Labels
    scores: NDArray[np.float64]


@dataclass(frozen=True)
class Placer:
    """What it takes to place a text that was not fitted on.

    Attributes
    ----------
    vocabulary : the keys of the words.
    idf : (V,) weight of each word.
    words : (V × d) unit vectors of the words.
    centers : (k × d) unit vectors of the groups.
    chosen : what counts as a word.
    speller : what mends words that are not in the vocabulary.
    """

    vocabulary: tuple[str, ...]
    idf: NDArray[np.float64]
    words: NDArray[np.float64]
    centers: NDArray[np.float64]
    chosen: WordChoice
    speller: Speller

    def columns(self, text: str) -> list[int]:
        """Return the places in the vocabulary of the words of a text."""
        cut = self.chosen.cut(text)
        found = []
        for index, key in enumerate(cut.keys):
            place = self.column.get(key)
            if place is None:
                place = self.column.get(self.speller.meant(key, cut.surface(index)))
            if place is not None:
                found.append(place)
        return found

    @cached_property
    def column(self) -> dict[str, int]:
        """The place of each key in the vocabulary."""
        return {key: place for place, key in enumerate(self.vocabulary)}


def placer(fit: Fit, chosen: WordChoice) -> Placer:
    """Return what places texts as `fit` placed its own."""
    counted = fit.spaces.counted_
    words = unit_rows(fit.spaces.words_)
    return Placer(
        counted.vocabulary,
        inverse_document_frequency(counted),
        words,
        fit.grouping.centers,
        chosen,
        fit.spaces.speller_,
    )


def place_all(
    texts: DistinctTexts,
    copies: NearDuplicates,
    fitted: NDArray[np.intp],
    fit: Fit,
    chosen: WordChoice,
    progress: Progress,
    workers: Workers,
    kept: KeptSteps,
) -> Placed:
    """Place every distinct text: a copy goes with the text that stands for it.

    Parameters
    ----------
    chosen : what counts as a word, as in the texts that `fit` was made on.
    """
    labels = np.full(len(texts.written), -1, dtype=np.intp)
    scores = np.zeros(len(texts.written))
    labels[fitted], scores[fitted] = fit.grouping.labels, fit.grouping.scores
    rest = copies.representatives
    rest = rest[(labels[rest] < 0) & texts.is_worded[rest]]
    if len(rest):
        able = placer(fit, chosen)
        found = kept.arrays("rest", lambda: _rest(texts, rest.tolist(), able, progress, workers))
        labels[rest], scores[rest] = found["labels"], found["scores"]
    return Placed(labels[copies.representative], scores[copies.representative])


def _rest(
    texts: DistinctTexts, rows: list[int], able: Placer, progress: Progress, workers: Workers
) -> Arrays:
    """Place the texts of `rows`, chunk by chunk."""
    parts = [
        [texts.written[row] for row in rows[start : start + CHUNK]]
        for start in range(0, len(rows), CHUNK)
    ]
    shared = workers.spread(able)
    progress(0.0, "place")
    done = []
    for found in workers.each(placed_chunk, parts, shared):
        done.append(found)
        progress(len(done) / len(parts), "place")
    labels, scores = zip(*done, strict=True)
    return {"labels": np.concatenate(labels), "scores": np.concatenate(scores)}


def placed_chunk(texts: list[str], placer: Placer) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the nearest group of each text and the cosine with its centre."""
    rows = [placer.columns(text) for text in texts]
    counts: sp.csr_array = count_matrix(rows, len(placer.vocabulary))
    cosines = text_vectors(tfidf(counts, placer.idf), placer.words) @ placer.centers.T
    labels = cosines.argmax(axis=1)
    best = np.take_along_axis(cosines, labels[:, None], axis=1)[:, 0]
    return labels, np.clip(best, 0.0, 1.0)


def larger_first(fit: Fit, placed: Placed, weights: NDArray[np.intp]) -> tuple[Fit, Placed]:
    """Number the groups again, those of more documents first.

    Parameters
    ----------
    weights : (n,) documents of each distinct text.
    """
    grouping = fit.grouping
    k = len(grouping.centers)
    worded = placed.labels >= 0
    order = np.argsort(
        -np.bincount(placed.labels[worded], weights[worded], minlength=k), kind="stable"
    )
    # One more entry at the end, for the texts without a word, whose group is -1.
    rank = np.full(k + 1, -1, dtype=np.intp)
    rank[order] = np.arange(k)
    again = Grouping(rank[grouping.labels], grouping.scores, grouping.centers[order])
    return replace(fit, grouping=again), Placed(rank[placed.labels], placed.scores)
