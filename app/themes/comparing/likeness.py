"""How alike themes are: by their titles, their words, and the excerpts that stand in both.

Pure: descriptions in, all pairs compared at once, the likest out, each with what makes it so.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from app.corpus.search.stems import stems

LISTED = 0.5
"""From this likeness on a pair is worth a look: the titles differ by a word in three, or the words
are two thirds the same, or half of the excerpts stand in both with a sign of another kind."""
TITLE, WORDS, CODED, HESITATES = 0.9, 0.75, 0.9, 0.6
"""What each sign counts at its most. None makes two themes one by itself: a title may be used for
two things, and the machine may hesitate between neighbours that people tell apart."""
DOUBT = 2
"""Excerpts added to what a theme holds, so that one of one in common is no proof."""
TOO_COMMON = frozenset(
    stems("le la les de du des un une et en aux pour par sur dans avec sans plus mieux leur leurs")
)

Floats = npt.NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True)
class Described:
    """A theme to be compared. `words` and their weights: those that tell it from others."""

    id: uuid.UUID
    title: str
    words: Mapping[str, float] = field(default_factory=dict)
    above: frozenset[uuid.UUID] = frozenset()
    """Those above it in the tree, of which it is part: their words are the same."""
    coded: int = 0
    proposed: int = 0


@dataclass(frozen=True)
class Together:
    """What two themes hold both: excerpts that people gave to both, and those for which the machine
    hesitates between them."""

    coded: int = 0
    hesitates: int = 0


@dataclass(frozen=True)
class Near:
    """Two themes that may be one. Signs go from 0 to 1."""

    first: uuid.UUID
    second: uuid.UUID
    likeness: float
    title: float
    words: float
    common: tuple[str, ...]
    """Words that both have, those that tell most first."""
    together: Together = Together()


def near_pairs(
    themes: Sequence[Described],
    others: Sequence[Described] = (),
    together: Mapping[frozenset[uuid.UUID], Together] | None = None,
    *,
    spelt: Mapping[str, str] | None = None,
) -> list[Near]:
    """The pairs of themes, and of a theme and one of the others, that are alike enough: the likest
    first. Others are not compared with each other. `spelt`: how a stem is shown."""
    everyone = [*themes, *others]
    if len(everyone) < 2:
        return []
    weighed, stemmed = _weighed(everyone)
    names = [(spelt or {}).get(stem, stem) for stem in stemmed]
    titles, words = _titles(everyone), (weighed @ weighed.T).toarray()
    dense = weighed.toarray()
    held = dict(together or {})
    coded, hesitates = _held(everyone, held)
    # A theme is written of in the words of those below it: they say nothing about these two.
    words[_is_above(everyone)] = 0.0
    unlike = (
        (1 - TITLE * titles) * (1 - WORDS * words) * (1 - CODED * coded)
        * (1 - HESITATES * hesitates)
    )  # fmt: skip
    likeness = np.triu(1 - unlike, k=1)
    likeness[len(themes) :, :] = 0.0
    found = [
        Near(
            everyone[row].id,
            everyone[column].id,
            float(likeness[row, column]),
            float(titles[row, column]),
            float(words[row, column]),
            _common(dense[row] * dense[column], names),
            held.get(frozenset((everyone[row].id, everyone[column].id)), Together()),
        )
        for row, column in np.argwhere(likeness >= LISTED).tolist()
    ]
    return sorted(found, key=lambda one: -one.likeness)


def _titles(themes: Sequence[Described]) -> Floats:
    """How alike titles are: by whole words, or by their letters where the words only resemble each
    other ("formation", "former")."""
    titles = [frozenset(stems(one.title)) - TOO_COMMON for one in themes]
    return np.maximum(_dice(titles), _dice([_trigrams(one) for one in titles]))


def _trigrams(words: Iterable[str]) -> frozenset[str]:
    padded = (f" {word} " for word in words)
    return frozenset(word[place : place + 3] for word in padded for place in range(len(word) - 2))


def _dice(sets: Sequence[frozenset[str]]) -> Floats:
    """Twice what two sets share, of what both hold."""
    table, _names = _counted([dict.fromkeys(one, 1.0) for one in sets])
    sizes = np.array([len(one) for one in sets], dtype=float)
    shared: Floats = (table @ table.T).toarray()
    return 2 * shared / np.maximum(sizes[:, None] + sizes[None, :], 1)


def _counted(rows: Sequence[Mapping[str, float]]) -> tuple[csr_array, list[str]]:
    """A table of weights, and what its columns stand for."""
    names = sorted({name for one in rows for name in one})
    number = {name: place for place, name in enumerate(names)}
    cells = [
        (r, number[name], weight) for r, one in enumerate(rows) for name, weight in one.items()
    ]
    values = [weight for _r, _c, weight in cells]
    places = ([r for r, _c, _w in cells], [c for _r, c, _w in cells])
    return csr_array((values, places), shape=(len(rows), max(len(names), 1)), dtype=float), names


def _weighed(themes: Sequence[Described]) -> tuple[csr_array, list[str]]:
    """Words by how much they tell: those that many themes have tell little (tf-idf, length 1)."""
    table, names = _counted([one.words for one in themes])
    table.data = np.log1p(table.data)
    having = np.bincount(table.indices, minlength=table.shape[1])
    table.data *= np.log((1 + len(themes)) / (1 + having))[table.indices] + 1
    lengths = np.sqrt(table.multiply(table).sum(axis=1))
    rows = np.repeat(np.arange(len(themes)), np.diff(table.indptr))
    table.data /= np.maximum(lengths, 1e-12)[rows]
    return table, names


def _common(both: Floats, names: Sequence[str]) -> tuple[str, ...]:
    best = np.argsort(-both, kind="stable")[:4]
    return tuple(names[place] for place in best if both[place] > 0)


def _held(
    themes: Sequence[Described], together: Mapping[frozenset[uuid.UUID], Together]
) -> tuple[Floats, Floats]:
    """The part of the smaller of two themes that the other holds too: by people, by the machine."""
    numbers = {one.id: number for number, one in enumerate(themes)}
    coded, hesitates = np.zeros((2, len(themes), len(themes)))
    for pair, held in together.items():
        if len(pair) < 2 or not pair <= numbers.keys():
            continue
        row, column = (numbers[one] for one in pair)
        one, other = themes[row], themes[column]
        coded[row, column] = coded[column, row] = held.coded / (min(one.coded, other.coded) + DOUBT)
        parts = held.hesitates / (min(one.proposed, other.proposed) + DOUBT)
        hesitates[row, column] = hesitates[column, row] = min(parts, 1.0)
    return coded, hesitates


def _is_above(themes: Sequence[Described]) -> tuple[list[int], list[int]]:
    """Where one of a pair stands above the other, both ways round."""
    numbers = {one.id: number for number, one in enumerate(themes)}
    pairs = [
        (numbers[one.id], numbers[above])
        for one in themes
        for above in one.above
        if above in numbers
    ]
    return [a for a, b in pairs] + [b for a, b in pairs], [b for a, b in pairs] + [
        a for a, b in pairs
    ]


def telling_words(texts: Iterable[str], spelt: dict[str, str]) -> dict[str, float]:
    """The stems of some words, with how often each comes; `spelt` is told how each is written."""
    counts: dict[str, float] = {}
    for text in texts:
        for stem, word in _told_by(text):
            counts[stem] = counts.get(stem, 0.0) + 1
            spelt.setdefault(stem, word)
    return counts


@lru_cache(maxsize=2**15)
def _told_by(text: str) -> tuple[tuple[str, str], ...]:
    """The stems of a text and the words that have them; most texts are a word that comes often."""
    return tuple(
        (stem, word.lower())
        for word in re.findall(r"\w+", text)
        for stem in stems(word)
        if stem not in TOO_COMMON
    )
