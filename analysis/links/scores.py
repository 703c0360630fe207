"""Scores of links between texts and targets, and what each word contributes to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.documents import Target
from analysis.links.example_classifier import VIEW_WEIGHTS, ExampleClassifier
from analysis.links.spaces import LinkSpaces
from analysis.links.title_similarity import (
    FEEDBACK_SHARPNESS,
    SCORE_SHARPNESS,
    TitleSimilarity,
    softmax,
)
from analysis.progress import Progress
from analysis.texts.tokens import TokenisedText, tokenise
from analysis.vectors.text_vectors import unit_rows

# A context (titles of parents, findings, needs) is longer and vaguer than the title.
CONTEXT_SHARE = 0.3
# A text that is no closer than this to any target makes every score smaller.
CLEAR_SIMILARITY = 0.25
# With this many examples they weigh as much as the titles.
EXAMPLES_FOR_HALF = 30
# The mean of several cautious votes is too cautious; this exponent corrects it.
CONFIDENCE = 1.4


@dataclass(frozen=True)
class LinkScores:
    """What `score_links` computes.

    Attributes
    ----------
    scores : (n × K) in 0..1.
    words : (V × K) how much each word speaks for each target against the others.
    column : column of each key in the vocabulary.
    """

    scores: NDArray[np.float64]
    words: NDArray[np.float64]
    column: dict[str, int]


def score_links(
    texts: Sequence[TokenisedText],
    targets: Sequence[Target],
    taught: Sequence[tuple[TokenisedText, int]],
    seed: int,
    progress: Progress,
) -> LinkScores:
    """Score every text (n) against every target (K).

    Parameters
    ----------
    taught : texts that people linked, with the number of their target.
    """
    n, m, k = len(texts), len(taught), len(targets)
    progress(0.0, "vectors")
    titles = [tokenise(target.title) for target in targets]
    contexts = [tokenise(target.context) for target in targets]
    everything = [*texts, *(text for text, _ in taught), *titles, *contexts]
    if not any(text.keys for text in everything):
        return LinkScores(np.zeros((n, k)), np.zeros((0, k)), {})
    spaces = LinkSpaces(random_state=seed).fit(everything)
    progress(0.4, "titles")
    known = np.arange(n, n + m)
    answers = np.array([target for _, target in taught], dtype=np.intp)
    model, title_stems, clear = _title_model(spaces, n, known, answers, k)
    scores = softmax(model.similarity_[:n], SCORE_SHARPNESS) * clear[:n, None]
    directions = model.directions_
    if k > 1:
        # What speaks for every target alike explains none.
        directions = directions - directions.mean(axis=0)
    words = spaces.words_ @ directions.T + title_stems.T
    if m:
        progress(0.6, "examples")
        share = m / (m + EXAMPLES_FOR_HALF)
        views = [spaces.vectors_, spaces.stems_, spaces.characters_]
        classifier = ExampleClassifier(k).fit(views, known, answers)
        learned = classifier.probabilities([view[:n] for view in views])
        by_title = softmax(model.similarity_[:n], FEEDBACK_SHARPNESS)
        mixed = ((1 - share) * by_title + share * learned) ** CONFIDENCE
        scores = mixed / mixed.sum(axis=1, keepdims=True)
        scores *= (share + (1 - share) * clear[:n])[:, None]
        if classifier.models_:
            learned_words = VIEW_WEIGHTS[0] * (spaces.words_ @ classifier.coefficients(0))
            learned_words += VIEW_WEIGHTS[1] * classifier.coefficients(1)
            words = (1 - share) * _scaled(words) + share * _scaled(learned_words)
    column = {key: index for index, key in enumerate(spaces.vocabulary_)}
    return LinkScores(scores, words * spaces.idf_[:, None], column)


def _title_model(
    spaces: LinkSpaces, n: int, known: NDArray[np.intp], answers: NDArray[np.intp], k: int
) -> tuple[TitleSimilarity, NDArray[np.float64], NDArray[np.float64]]:
    """Return the fitted similarity, the stems of the titles (K × V) and how clear each text is."""
    rows = n + len(known)
    at_titles, at_contexts = slice(rows, rows + k), slice(rows + k, rows + 2 * k)
    vectors = unit_rows(spaces.vectors_[at_titles] + CONTEXT_SHARE * spaces.vectors_[at_contexts])
    stems = spaces.stems_[at_titles] + CONTEXT_SHARE * spaces.stems_[at_contexts]
    characters = spaces.characters_[at_titles] + CONTEXT_SHARE * spaces.characters_[at_contexts]
    plain = spaces.stems_[:rows] @ stems.T + spaces.characters_[:rows] @ characters.T
    plain = np.asarray(plain.todense())
    model = TitleSimilarity().fit(spaces.vectors_[:rows], vectors, plain, known, answers)
    nearest = np.maximum(model.cosine_, plain).max(axis=1)
    clear = np.clip(nearest / CLEAR_SIMILARITY, 0.0, 1.0)
    return model, np.asarray(stems.todense()), clear


def _scaled(words: NDArray[np.float64]) -> NDArray[np.float64]:
    return words / max(float(np.abs(words).max()), 1e-12)
