"""Names of themes, in the words of the people who wrote the texts.

A theme is named by the words that its texts hold much more often than the others do. Two words
that stand together often ("pistes cyclables", "formation des bénévoles") are shown as one phrase,
in the form in which most people wrote them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.texts.phrases import Phrase, SurfaceForms, phrases_of
from analysis.texts.stopwords import MEASURES
from analysis.texts.tokens import TokenisedText

LABEL_TERMS = 3
TERMS_KEPT = 12
# A phrase is told when it holds at least this share of the uses of its rarer word in the theme.
PHRASE_SHARE = 0.3
PHRASE_USES = 3
# A theme is better named by things than by what is done to them.
VERB_WEIGHT = 0.4
MEASURE_WEIGHT = 0.2


@dataclass(frozen=True)
class ThemeWords:
    """The label of a theme and its terms with scores (0..1, best first)."""

    label: str
    terms: tuple[tuple[str, float], ...]


def name_groups(
    texts: Sequence[TokenisedText],
    labels: NDArray[np.intp],
    scores: NDArray[np.float64],
    surfaces: SurfaceForms,
    taken: Iterable[str] = (),
) -> list[ThemeWords]:
    """Name groups 0, 1, … of texts, no two alike and none by a label in `taken`.

    Parameters
    ----------
    labels : (n,) group of each text, -1 for none.
    scores : (n,) how well each text fits its group; a poor fit counts less.
    surfaces : how the words are written, learned on the same texts.
    """
    groups = int(labels.max(initial=-1)) + 1
    inside: list[dict[str, float]] = [defaultdict(float) for _ in range(groups)]
    everywhere: dict[str, float] = defaultdict(float)
    weight = np.zeros(groups)
    phrases: list[Counter[Phrase]] = [Counter() for _ in range(groups)]
    uses: list[Counter[str]] = [Counter() for _ in range(groups)]
    for text, group, score in zip(texts, labels, scores, strict=True):
        if group < 0:
            continue
        share = 0.2 + float(score)
        weight[group] += share
        for key in sorted(set(text.keys)):
            inside[group][key] += share
            everywhere[key] += share
            uses[group][key] += 1
        phrases[group].update(sorted(phrases_of(text)))
    total = float(weight.sum())
    used = set(taken)
    named = []
    for group in range(groups):
        ranked = _ranked(inside[group], everywhere, float(weight[group]), total)
        terms = _terms(ranked, phrases[group], uses[group], surfaces)
        label = _label([term for term, _ in terms], used)
        used.add(label)
        named.append(ThemeWords(label, tuple(terms)))
    return named


def _ranked(
    inside: dict[str, float], everywhere: dict[str, float], weight: float, total: float
) -> list[tuple[str, float]]:
    """Return the keys that mark the group, by signed log-likelihood ratio, best first.

    Source: Dunning 1993.
    """
    ranked = []
    rest = max(total - weight, 1e-9)
    for key, here in inside.items():
        there = everywhere[key] - here
        expected = everywhere[key] * weight / total
        if here <= expected and total - weight > 1e-6:
            continue
        score = here * np.log(here / expected)
        if there > 1e-9:
            score += there * np.log(there / (everywhere[key] * rest / total))
        ranked.append((key, float(score) if total - weight > 1e-6 else here))
    ranked.sort(key=lambda found: (-round(found[1], 6), found[0]))
    return ranked or sorted(((key, value) for key, value in inside.items()))


def _terms(
    ranked: Sequence[tuple[str, float]],
    phrases: Counter[Phrase],
    uses: Counter[str],
    surfaces: SurfaceForms,
) -> list[tuple[str, float]]:
    """Return up to `TERMS_KEPT` terms as people write them, scores 0..1, best first."""
    if not ranked:
        return []
    weighed = [
        (key, score * _naming_weight(key, surfaces)) for key, score in ranked[: 3 * TERMS_KEPT]
    ]
    weighed.sort(key=lambda found: -found[1])
    best = max(weighed[0][1], 1e-9)
    partners = _partners(phrases, uses, {key for key, _ in ranked})
    terms: list[tuple[str, float]] = []
    told: set[str] = set()
    for key, score in weighed:
        if key in told or len(terms) == TERMS_KEPT:
            continue
        phrase = partners.get(key)
        told.update(phrase or [key])
        term = surfaces.phrase(phrase) if phrase else surfaces.word(key)
        terms.append((term, max(0.0, min(1.0, score / best))))
    return terms


def _naming_weight(key: str, surfaces: SurfaceForms) -> float:
    if surfaces.looks_like_verb(key):
        return VERB_WEIGHT
    return MEASURE_WEIGHT if surfaces.word(key).lower() in MEASURES else 1.0


def _partners(phrases: Counter[Phrase], uses: Counter[str], marking: set[str]) -> dict[str, Phrase]:
    """Return, for each word that is mostly said in one phrase, that phrase."""
    best: dict[str, tuple[int, Phrase]] = {}
    for phrase, count in sorted(phrases.items()):
        if count < PHRASE_USES or not marking.issuperset(phrase):
            continue
        for key in phrase:
            if count >= PHRASE_SHARE * uses[key] and (key not in best or count > best[key][0]):
                best[key] = (count, phrase)
    return {key: phrase for key, (_, phrase) in best.items()}


def _label(terms: Sequence[str], taken: set[str]) -> str:
    for length in range(LABEL_TERMS, max(LABEL_TERMS, len(terms)) + 1):
        label = ", ".join(terms[:length])
        label = label[:1].upper() + label[1:]
        if label and label not in taken:
            return label
    number = 2
    while f"{label} ({number})" in taken:
        number += 1
    return f"{label} ({number})"
