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
from analysis.texts.stopwords import ANSWERS, LEADING_ADJECTIVES, MEASURES, without_accents
from analysis.texts.term_counts import TermCounts, count_terms, spelling_of
from analysis.texts.tokens import TokenisedText
from analysis.texts.written_forms import Spelling, ends_like_verb
from analysis.themes.marking_terms import MarkingTerms
from analysis.themes.theme_tree import ThemePlace

LABEL_TERMS = 3
TERMS_KEPT = 12
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
# "Non" names a theme where this share of its texts answers so; any other, as badly as a measure.
ANSWERED, ANSWER_WEIGHT = 0.25, 0.3
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
        self.marking = MarkingTerms(self.counts, labels, places)
        self.table = self.marking.table
        self.columns = sp.csc_array(self.counts.held)
        wanted = {
            column for found in (*self.marking.shown, *self.marking.lacking) for column in found
        }
        self.spelling: Spelling = spelling_of(self.counts, texts, labels, wanted)
        self.every_group = range(int(labels.max(initial=-1)) + 1)
        self.usual = self.spelling.usual_share()
        self.naming_weight = {column: self._naming_weight(column) for column in sorted(wanted)}
        self.answers = {column for column in wanted if self._is_answer(column)}
        answering = self.counts.held[:, sorted(self.answers)].sum(axis=1) > 0
        self.answered = [int(answering[np.isin(labels, place.groups)].sum()) for place in places]

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
                self._terms(theme, self.marking.shown[theme][:TERMS_KEPT]),
                self._terms(theme, self.marking.lacking[theme]),
            )
            for theme in range(len(self.places))
        ]

    def _terms(self, theme: int, columns: Sequence[int]) -> tuple[Term, ...]:
        values = self.marking.specificity(theme, np.array(columns, dtype=np.intp))
        return tuple(
            self._term(theme, column, float(value))
            for column, value in zip(columns, values, strict=True)
        )

    def _term(self, theme: int, column: int, value: float) -> Term:
        best = next(iter(self.marking.ranked[theme].values()), 1.0)
        score = self.marking.ranked[theme].get(column, abs(value)) / max(best, 1e-9)
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

    def _is_answer(self, column: int) -> bool:
        term = self.counts.terms[column]
        return len(term) == 1 and self.spelling.written(term, self.every_group).lower() in ANSWERS

    def _naming_weight(self, column: int) -> float:
        term = self.counts.terms[column]
        written = self.spelling.written(term, self.every_group).lower()
        after, uses = self.spelling.after_determiner(term, self.every_group)
        verb = ends_like_verb(written.split()[0]) and after < NOUN_SHARE * uses
        if len(term) > 1:
            return VERB_PHRASE_WEIGHT if verb else 1.0
        if written in MEASURES:
            return MEASURE_WEIGHT
        if verb:
            return VERB_WEIGHT
        # Two more uses as usual, so that a rare word is not judged by one use.
        quality = after + 2 * self.usual < USUAL_SHARE * self.usual * (uses + 2)
        return QUALITY_WEIGHT if quality or written in LEADING_ADJECTIVES else 1.0

    def _weight(self, theme: int, column: int) -> float:
        """What a term is worth as a name of this theme, 0..1."""
        if column not in self.answers:
            return self.naming_weight[column]
        # Many texts of a theme of those who said nothing say so.
        return 1.0 if self.answered[theme] >= ANSWERED * self.table.sizes[theme] else ANSWER_WEIGHT

    def _label(self, theme: int, taken: set[frozenset[str]]) -> str:
        columns = self.marking.shown[theme]
        if not columns:
            return _numbered("–", taken)
        worth = self._worth(theme, columns)
        chosen = _covering(worth, self._held(theme, columns), self._cognate(theme, columns))
        # Things first, then what is done to them or what they are like.
        chosen.sort(key=lambda at: self._weight(theme, columns[at]) < 1)
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
        known = np.array([self.marking.ranked[theme].get(column, 0.0) for column in columns])
        missing = np.flatnonzero(known == 0)
        asked = np.array(columns, dtype=np.intp)
        known[missing] = np.maximum(self.marking.specificity(theme, asked[missing]), 0.0)
        weight = np.array([self._weight(theme, column) for column in columns])
        worth = np.maximum(known, 1e-6) * weight
        if place.parent is not None:
            # Between brothers, what all of them say tells nothing.
            apart = np.maximum(self.marking.specificity(theme, asked, place.parent), 0.0)
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


def _sentence(terms: Iterable[str]) -> str:
    label = ", ".join(terms)
    return label[:1].upper() + label[1:]


def _numbered(label: str, taken: set[frozenset[str]]) -> str:
    number = 2
    while frozenset({f"{label} ({number})"}) in taken:
        number += 1
    taken.add(frozenset({f"{label} ({number})"}))
    return f"{label} ({number})"
