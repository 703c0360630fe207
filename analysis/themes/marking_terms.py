"""Which words and phrases mark each theme, and which it lacks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.texts.term_counts import TermCounts
from analysis.themes.terms import TermTable, specificity, term_table
from analysis.themes.theme_tree import ThemePlace

LACKING_KEPT = 8
# Terms that may name a theme: the most telling of it.
CANDIDATES = 16
RANKED = 40
# A phrase stands for a word when it makes up this share of the texts of the theme that hold it.
PHRASE_SHARE = 0.3
# The third word of a phrase is told when it stands in this share of them.
LONGER_SHARE = 0.6
# Beyond this, what a theme holds more or less than the others may be chance.
MOST_Q = 0.05


class MarkingTerms:
    """The terms of each theme.

    Attributes
    ----------
    table : how often each theme holds each term, with its tests.
    ranked : for each theme, the columns of its most telling terms and their specificity.
    shown : for each theme, columns to show, best first; a phrase stands for its words.
    lacking : for each theme, columns that it holds less than the others do, beyond chance.
    """

    def __init__(
        self, counts: TermCounts, labels: NDArray[np.intp], places: Sequence[ThemePlace]
    ) -> None:
        self.counts = counts
        self.table: TermTable = term_table(counts.held, _membership(labels, places))
        self.phrases_with = _phrases_with(counts)
        themes = range(len(places))
        self.ranked = [self._ranked(theme) for theme in themes]
        self.shown = [self._shown(theme) for theme in themes]
        self.lacking = [self._lacking(theme) for theme in themes]

    def _ranked(self, theme: int) -> dict[int, float]:
        """The columns of the terms that mark a theme and their specificity, best first."""
        marking = self.table.likelihood[theme]
        inside = self.table.inside[theme]
        if not (marking > 0).any():
            # Nothing is elsewhere to compare with: what most texts say.
            found = _highest(inside, inside > 0, RANKED)
            return {int(column): float(inside[column]) for column in found}
        found = _highest(marking, marking > 0, RANKED)
        values = self.specificity(theme, found)
        order = np.lexsort((found, -values.round(6)))
        return {int(found[at]): float(values[at]) for at in order}

    def specificity(
        self, theme: int, columns: NDArray[np.intp], among: int | None = None
    ) -> NDArray[np.float64]:
        """Specificity in a theme of the corpus, or of its parent `among`."""
        table = self.table
        everywhere, total = table.everywhere, float(table.total)
        if among is not None:
            everywhere, total = table.inside[among], float(table.sizes[among])
        inside, size = table.inside[theme][columns], table.sizes[theme]
        return specificity(inside, np.full(len(columns), size), everywhere[columns], total)

    def _shown(self, theme: int) -> list[int]:
        """The terms to show: a phrase instead of its words, where they mostly stand in it."""
        told: set[int] = set()
        shown: list[int] = []
        for column in self.ranked[theme]:
            if len(shown) == CANDIDATES:
                break
            if not told.isdisjoint(self.counts.terms[column]):
                continue
            chosen = self._longer(theme, column, PHRASE_SHARE, shown)
            told.update(self.counts.terms[chosen])
            shown.append(chosen)
        return shown

    def _longer(self, theme: int, column: int, share: float, shown: Sequence[int]) -> int:
        """The phrase that stands for a term in the theme, or the term itself."""
        inside = self.table.inside[theme]
        term = self.counts.terms[column]
        fitting = [
            phrase
            for phrase in self.phrases_with.get(term[0], ())
            if set(term) < set(self.counts.terms[phrase])
            and inside[phrase] >= max(2, share * inside[column])
            and self.table.likelihood[theme][phrase] > 0
            and phrase not in shown
        ]
        if not fitting:
            return column
        best = max(fitting, key=lambda phrase: (inside[phrase], -phrase))
        return self._longer(theme, best, LONGER_SHARE, shown)

    def _lacking(self, theme: int) -> list[int]:
        missing = -self.table.likelihood[theme]
        found = _highest(missing, (missing > 0) & (self.table.q[theme] <= MOST_Q), RANKED)
        told: set[int] = set()
        kept: list[int] = []
        for column in found.tolist():
            if not told.isdisjoint(self.counts.terms[column]) or len(kept) == LACKING_KEPT:
                continue
            chosen = self._missing_phrase(theme, column)
            told.update(self.counts.terms[chosen])
            kept.append(chosen)
        return kept

    def _missing_phrase(self, theme: int, column: int) -> int:
        """The phrase that stands for a word elsewhere and is missing here, or the word itself."""
        elsewhere = self.table.everywhere - self.table.inside[theme]
        fitting = [
            phrase
            for phrase in self.phrases_with.get(self.counts.terms[column][0], ())
            if elsewhere[phrase] >= PHRASE_SHARE * elsewhere[column]
            and self.table.likelihood[theme][phrase] < 0
            and self.table.q[theme][phrase] <= MOST_Q
        ]
        return max(fitting, key=lambda phrase: (elsewhere[phrase], -phrase), default=column)


def _membership(labels: NDArray[np.intp], places: Sequence[ThemePlace]) -> sp.csr_array:
    """Return (themes × n), 1 where a text is in a theme."""
    groups = int(labels.max(initial=-1)) + 1
    of_group = sp.csr_array(
        (np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(groups, len(labels))
    )
    rows = [at for at, place in enumerate(places) for _ in place.groups]
    columns = [group for place in places for group in place.groups]
    above = sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(places), groups))
    return sp.csr_array(above @ of_group)


def _phrases_with(counts: TermCounts) -> dict[int, list[int]]:
    """Return the columns of the phrases that hold each word."""
    found: dict[int, list[int]] = {}
    for column, term in enumerate(counts.terms):
        if len(term) > 1:
            for word in term:
                found.setdefault(word, []).append(column)
    return found


def _highest(
    values: NDArray[np.float64], allowed: NDArray[np.bool_], count: int
) -> NDArray[np.intp]:
    """Return the places of the highest allowed values, best first, equal ones in order."""
    found = np.flatnonzero(allowed)
    return found[np.argsort(-values[found].round(6), kind="stable")[:count]]
