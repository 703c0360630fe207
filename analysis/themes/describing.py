"""What is told of the groups that were found: a tree of named themes, and where each text is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.results import Placement, Theme
from analysis.texts.corpus import Corpus, DistinctTexts, Given
from analysis.texts.near_duplicates import NearDuplicates
from analysis.themes.grouping import Fit
from analysis.themes.labels import name_themes
from analysis.themes.placing import Placed
from analysis.themes.stability import how_firm
from analysis.themes.theme_tree import ThemePlace
from analysis.themes.verbatims import theme_verbatims

SCORE_DIGITS = 4


@dataclass(frozen=True)
class Weighed:
    """How much each group holds.

    Attributes
    ----------
    documents : (k,) documents.
    distinct : (k,) distinct texts, near duplicates counted once.
    """

    documents: NDArray[np.intp]
    distinct: NDArray[np.intp]


def weighed(texts: DistinctTexts, copies: NearDuplicates, placed: Placed, k: int) -> Weighed:
    """Count what each of k groups holds."""
    worded = placed.labels >= 0
    alone = worded & (copies.representative == np.arange(len(worded)))
    return Weighed(
        np.bincount(placed.labels[worded], texts.weights[worded], minlength=k).astype(np.intp),
        np.bincount(placed.labels[alone], minlength=k),
    )


def listed_themes(
    corpus: Corpus,
    fit: Fit,
    places: Sequence[ThemePlace],
    held: Weighed,
    progress: Progress,
) -> tuple[Theme, ...]:
    """Return a theme for each place of the tree, in that order.

    Words and verbatims come from the texts of `corpus`, those that `fit` was learned on.
    """
    if not places:
        return ()
    grouping = fit.grouping
    progress(0.0, "labels")
    words = name_themes(corpus.texts, grouping.labels, places)
    progress(0.7, "verbatims")
    verbatims = theme_verbatims(
        corpus.texts, fit.spaces.views_[-1], grouping.labels, grouping.centers, places
    )
    return tuple(
        Theme(
            id=place.id,
            parent=places[place.parent].id if place.parent is not None else None,
            label=said.label,
            terms=said.terms,
            lacking=said.lacking,
            size=int(held.documents[list(place.groups)].sum()),
            distinct=int(held.distinct[list(place.groups)].sum()),
            typical=_ids(corpus, shown.typical),
            contrasting=_ids(corpus, shown.contrasting),
            divisive=_ids(corpus, shown.divisive),
        )
        for place, said, shown in zip(places, words, verbatims, strict=True)
    )


def _ids(corpus: Corpus, rows: Sequence[int]) -> tuple[str, ...]:
    """The first document of each text."""
    return tuple(corpus.documents[row][0].id for row in rows)


def placements(
    given: Given, placed: Placed, names: Sequence[str], sure: NDArray[np.float64]
) -> tuple[Placement, ...]:
    """Return where each document is and how sure that is, sorted by id.

    Parameters
    ----------
    names : id of the theme of each group.
    sure : (n,) stability of the place of each distinct text, 0..1, NaN where nothing was tried.
    """
    # Few values differ among a million.
    values, value_of = np.unique(sure, return_inverse=True)
    told = [how_firm(value) for value in values.tolist()]
    theme_of = [*names, None]  # A group of -1 is the last one: a text without a word.
    groups, of = placed.labels[given.rows].tolist(), value_of[given.rows].tolist()
    scores = [round(score, SCORE_DIGITS) for score in placed.scores[given.rows].tolist()]
    found = [
        Placement(document.id, theme_of[group], score, *told[value])
        for document, group, score, value in zip(given.documents, groups, scores, of, strict=True)
    ]
    # As they were given, which is in the order of their ids or nearly, more often than not.
    found.sort(key=attrgetter("id"))
    return tuple(found)
