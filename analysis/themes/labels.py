"""Names of themes, in the words of the people who wrote the texts.

A theme is described by the terms that its texts hold more often than chance would have it, and
named by two or three of them: those that tell it from the themes beside it, that name things
rather than acts or qualities, and that together are held by many of its texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from analysis.results import Term
from analysis.texts.spelling import Spelling, ends_like_verb
from analysis.texts.stopwords import ANSWERS, LEADING_ADJECTIVES, MEASURES, without_accents
from analysis.texts.term_counts import TermCounts, count_terms, spelling_of
from analysis.texts.tokens import TokenisedText
from analysis.themes.terms import TermTable, specificity, term_table
from analysis.themes.theme_tree import ThemePlace

LABEL_TERMS = 3
TERMS_KEPT = 12
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
# A further term of a label brings at least this share of what the first one brings.
LEAST_GAIN = 0.05
# What a term is worth in a text that holds another term of the label already.
SAID_BESIDE = 0.2
# Two words of a label that start with as many same letters are one idea said twice.
COGNATE_LETTERS = 6
# A theme is better named by things than by what is done to them or what they are like. Stronger
# weights read a little better and find the texts of the theme a little worse.
VERB_WEIGHT = 0.6
VERB_PHRASE_WEIGHT = 0.8
QUALITY_WEIGHT = 0.7
MEASURE_WEIGHT = 0.3
# A word that looks like a verb and follows a determiner less often than this is taken for one.
NOUN_SHARE = 0.3
# Any other word, less often than this share of what is usual in the corpus, for an adjective.
USUAL_SHARE = 0.5
SCORE_DIGITS, FIGURE_DIGITS, Q_DIGITS = 4, 3, 6


@dataclass(frozen=True)
class ThemeWords:
    """The label of a theme, the terms that mark it and those that it lacks, best first."""

    label: str
    terms: tuple[Term, ...]
    lacking: tuple[Term, ...]


def name_themes(
    texts: Sequence[TokenisedText], labels: NDArray[np.intp], places: Sequence[ThemePlace]
) -> list[ThemeWords]:
    """Describe and name each theme, no two alike.

    Parameters
    ----------
    texts : n distinct texts, near duplicates once: each counts for one.
    labels : (n,) group of each text, -1 for none.
    places : the themes, whose groups are numbers of `labels`.
    """
    worded = np.flatnonzero(labels >= 0)
    read = [texts[row] for row in worded.tolist()]
    return _Naming(read, labels[worded], places).named()


class _Naming:
    """What the names of all the themes of a corpus are drawn from."""

    def __init__(
        self, texts: Sequence[TokenisedText], labels: NDArray[np.intp], places: Sequence[ThemePlace]
    ) -> None:
        self.labels = labels
        self.places = places
        self.counts: TermCounts = count_terms(texts)
        membership = _membership(labels, places)
        self.table: TermTable = term_table(self.counts.held, membership)
        self.phrases_with = _phrases_with(self.counts)
        self.ranked = [self._ranked(theme) for theme in range(len(places))]
        self.shown = [self._shown(theme) for theme in range(len(places))]
        self.lacking = [self._lacking(theme) for theme in range(len(places))]
        self.columns = sp.csc_array(self.counts.held)
        wanted = {column for found in (*self.shown, *self.lacking) for column in found}
        self.spelling: Spelling = spelling_of(self.counts, texts, labels, wanted)
        self.every_group = range(int(labels.max(initial=-1)) + 1)
        self.usual = self.spelling.usual_share()
        self.naming_weight = {column: self._naming_weight(column) for column in sorted(wanted)}

    def named(self) -> list[ThemeWords]:
        taken: set[frozenset[str]] = set()
        labels: dict[int, str] = {}
        # Themes of texts first: they are what people choose from; parents take what is left.
        order = sorted(range(len(self.places)), key=lambda at: (bool(self.places[at].children), at))
        for theme in order:
            labels[theme] = self._label(theme, taken)
        return [
            ThemeWords(
                labels[theme],
                self._terms(theme, self.shown[theme][:TERMS_KEPT]),
                self._terms(theme, self.lacking[theme]),
            )
            for theme in range(len(self.places))
        ]

    def _ranked(self, theme: int) -> dict[int, float]:
        """The columns of the terms that mark a theme and their specificity, best first."""
        marking = self.table.likelihood[theme]
        inside = self.table.inside[theme]
        if not (marking > 0).any():
            # Nothing is elsewhere to compare with: what most texts say.
            found = _highest(inside, inside > 0, RANKED)
            return {int(column): float(inside[column]) for column in found}
        found = _highest(marking, marking > 0, RANKED)
        values = self._specificity(theme, found)
        order = np.lexsort((found, -values.round(6)))
        return {int(found[at]): float(values[at]) for at in order}

    def _specificity(
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

    def _terms(self, theme: int, columns: Sequence[int]) -> tuple[Term, ...]:
        values = self._specificity(theme, np.array(columns, dtype=np.intp))
        return tuple(
            self._term(theme, column, float(value))
            for column, value in zip(columns, values, strict=True)
        )

    def _term(self, theme: int, column: int, value: float) -> Term:
        best = next(iter(self.ranked[theme].values()), 1.0)
        score = self.ranked[theme].get(column, abs(value)) / max(best, 1e-9)
        held = self.table.inside[theme, column] > 0
        groups = self.places[theme].groups if held else self.every_group
        return Term(
            term=self.spelling.written(self.counts.terms[column], groups),
            score=round(min(1.0, score), SCORE_DIGITS),
            chi2=round(float(self.table.chi2[theme, column]), FIGURE_DIGITS),
            specificity=round(value, FIGURE_DIGITS),
            q=round(float(self.table.q[theme, column]), Q_DIGITS),
            texts=int(self.table.inside[theme, column]),
        )

    def _naming_weight(self, column: int) -> float:
        term = self.counts.terms[column]
        written = self.spelling.written(term, self.every_group).lower()
        after, uses = self.spelling.after_determiner(term, self.every_group)
        verb = ends_like_verb(written.split()[0]) and after < NOUN_SHARE * uses
        if len(term) > 1:
            return VERB_PHRASE_WEIGHT if verb else 1.0
        if written in ANSWERS:
            return 1.0
        if written in MEASURES:
            return MEASURE_WEIGHT
        if verb:
            return VERB_WEIGHT
        # Two more uses as usual, so that a rare word is not judged by one use.
        quality = after + 2 * self.usual < USUAL_SHARE * self.usual * (uses + 2)
        return QUALITY_WEIGHT if quality or written in LEADING_ADJECTIVES else 1.0

    def _label(self, theme: int, taken: set[frozenset[str]]) -> str:
        columns = self.shown[theme]
        if not columns:
            return _numbered("–", taken)
        worth = self._worth(theme, columns)
        chosen = _covering(worth, self._held(theme, columns), self._cognate(theme, columns))
        # Things first, then what is done to them or what they are like.
        chosen.sort(key=lambda at: self.naming_weight[columns[at]] < 1)
        place = self.places[theme]
        rest = [at for at in np.argsort(-worth, kind="stable").tolist() if at not in chosen]
        for length in range(len(chosen), len(columns) + 1):
            picked = [*chosen, *rest[: length - len(chosen)]]
            terms = [
                self.spelling.written(self.counts.terms[columns[at]], place.groups) for at in picked
            ]
            name = frozenset(term.lower() for term in terms)
            if name not in taken:
                taken.add(name)
                return _sentence(terms)
        return _numbered(_sentence(terms), taken)

    def _worth(self, theme: int, columns: Sequence[int]) -> NDArray[np.float64]:
        """How well each term names the theme, (len(columns),), above 0."""
        place = self.places[theme]
        known = np.array([self.ranked[theme].get(column, 0.0) for column in columns])
        missing = np.flatnonzero(known == 0)
        asked = np.array(columns, dtype=np.intp)
        known[missing] = np.maximum(self._specificity(theme, asked[missing]), 0.0)
        weight = np.array([self.naming_weight[column] for column in columns])
        worth = np.maximum(known, 1e-6) * weight
        if place.parent is not None:
            # Between brothers, what all of them say tells nothing.
            apart = np.maximum(self._specificity(theme, asked, place.parent), 0.0)
            worth *= np.sqrt((apart + 1e-6) / np.maximum(known, 1e-6))
        if place.children:
            worth *= np.sqrt(self._shared(theme, asked))
        return np.asarray(worth)

    def _shared(self, theme: int, columns: NDArray[np.intp]) -> NDArray[np.float64]:
        """How evenly the children of a theme hold each term: 1 when all of them do alike."""
        table = self.table
        rate = table.inside[theme][columns] / table.sizes[theme]
        rates = [
            table.inside[child][columns] / max(table.sizes[child], 1.0)
            for child in self.places[theme].children
        ]
        evenness = [np.minimum(1.0, one / np.maximum(rate, 1e-9)) for one in rates]
        return np.asarray(np.mean(evenness, axis=0))

    def _held(self, theme: int, columns: Sequence[int]) -> NDArray[np.bool_]:
        members = np.isin(self.labels, self.places[theme].groups)
        return np.asarray(self.columns[:, list(columns)].todense(), dtype=bool)[members]

    def _cognate(self, theme: int, columns: Sequence[int]) -> NDArray[np.bool_]:
        """Which terms start alike ("agriculture", "agriculteurs"), (c × c)."""
        groups = self.places[theme].groups
        written = [self.spelling.written(self.counts.terms[column], groups) for column in columns]
        starts = np.array([without_accents(one.lower())[:COGNATE_LETTERS] for one in written])
        long = np.array([len(start) == COGNATE_LETTERS and " " not in start for start in starts])
        return np.asarray((starts[:, None] == starts[None, :]) & long[:, None])


def _covering(
    worth: NDArray[np.float64], held: NDArray[np.bool_], cognate: NDArray[np.bool_]
) -> list[int]:
    """Choose up to three terms: the best, then those that add most texts not yet held.

    Parameters
    ----------
    worth : (c,) value of each term.
    held : (members × c) which texts hold which terms.
    cognate : (c × c) which terms are never chosen together.
    """
    texts = np.maximum(held.sum(axis=0), 1)
    left = np.ones(len(held), dtype=np.bool_)
    chosen: list[int] = []
    first = 0.0
    while len(chosen) < min(LABEL_TERMS, len(worth)):
        gain = worth * (SAID_BESIDE + (1 - SAID_BESIDE) * held[left].sum(axis=0) / texts)
        gain[chosen] = -1.0
        gain[cognate[chosen].any(axis=0)] = -1.0
        best = int(gain.round(9).argmax())
        if gain[best] < LEAST_GAIN * first:
            break
        first = first or float(gain[best])
        chosen.append(best)
        left &= ~held[:, best]
    return chosen


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


def _sentence(terms: Iterable[str]) -> str:
    label = ", ".join(terms)
    return label[:1].upper() + label[1:]


def _numbered(label: str, taken: set[frozenset[str]]) -> str:
    number = 2
    while frozenset({f"{label} ({number})"}) in taken:
        number += 1
    taken.add(frozenset({f"{label} ({number})"}))
    return f"{label} ({number})"
