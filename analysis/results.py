"""What comes out of an analysis. Every class is frozen: a result is a copy of what was computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


@dataclass(frozen=True)
class RunManifest:
    """How a result was made, so that it can be made again.

    `corpus_hash` is the SHA-256 of the texts alone (ids and order do not count).
    `seconds` is wall time, and the only value that differs between two runs of the same input.
    """

    settings: dict[str, Any]
    versions: dict[str, str]
    corpus_hash: str
    seconds: float


class Firmness(StrEnum):
    """How sure a theme, or the place of a text, is when the analysis is made again."""

    SOLID = "solid"
    FAIR = "fair"
    FRAGILE = "fragile"


@dataclass(frozen=True)
class Term:
    """A word or a phrase as people write it; `score` in 0..1, 1 for the theme's most typical.

    Attributes
    ----------
    chi2 : χ² of one degree of freedom, negative where the theme holds the term less than the
        others do.
    specificity : log10 of the hypergeometric probability of at least (at most) as many texts, with
        the sign of `chi2`: 3 says one chance in a thousand. Source: Lafon 1980.
    q : probability of the χ² corrected for the number of terms that were looked at, 0..1.
        Source: Benjamini & Hochberg 1995.
    texts : distinct texts of the theme that hold the term.
    """

    term: str
    score: float
    chi2: float = 0.0
    specificity: float = 0.0
    q: float = 1.0
    texts: int = 0


@dataclass(frozen=True)
class Voices:
    """The weight of a theme, counted in three ways; shares in 0..1 of everything that is placed.

    Attributes
    ----------
    texts : each document counts for one.
    respondents : each voice counts for one, shared between the themes of what it wrote.
    balanced : as `respondents`, each channel weighing the same as the others.
    """

    texts: float
    respondents: float
    balanced: float


@dataclass(frozen=True)
class Theme:
    """A group of documents. `size` counts documents, those of the sub-themes included.

    Attributes
    ----------
    typical, contrasting, divisive : up to ten ids each, the best first, no two with the same
        text: nearest to what the theme says; telling it best from the theme nearest to it; inside
        the theme but far from its middle, in directions that differ.
    lacking : terms that the theme holds less than the others do.
    respondents : distinct voices.
    distinct : distinct texts, near duplicates counted once.
    stability : 0..1, how well the theme comes back when the analysis is made again; None when
        there was too little to try.
    """

    id: str
    parent: str | None
    label: str
    terms: tuple[Term, ...]
    size: int
    typical: tuple[str, ...]
    contrasting: tuple[str, ...] = ()
    divisive: tuple[str, ...] = ()
    lacking: tuple[Term, ...] = ()
    respondents: int = 0
    distinct: int = 0
    voices: Voices | None = None
    stability: float | None = None
    firmness: Firmness | None = None


def lineages(themes: Sequence[Theme]) -> dict[str, list[str]]:
    """Of each theme, its id and those of the themes above it (parents stand before children)."""
    found: dict[str, list[str]] = {}
    for theme in themes:
        found[theme.id] = [theme.id, *(found[theme.parent] if theme.parent else [])]
    return found


class Placement(NamedTuple):
    """Where a document went. `theme` is None only for a text without a word.

    `score` in 0..1 is the cosine between the text and the centre of its theme, so it can be
    compared from one text to another. `stability` in 0..1 is how often it comes back to it.
    """

    id: str
    theme: str | None
    score: float
    stability: float | None = None
    firmness: Firmness | None = None


@dataclass(frozen=True)
class Campaign:
    """Documents of the same text, or nearly, sent by several voices.

    Attributes
    ----------
    ids : all of them, sorted.
    text : the text that stands for them.
    distinct : different texts among them.
    voices : distinct voices.
    """

    ids: tuple[str, ...]
    text: str
    distinct: int
    voices: int


@dataclass(frozen=True)
class MapPlace:
    """Where a theme without sub-themes stands in the plane."""

    theme: str
    x: float
    y: float


@dataclass(frozen=True)
class Join:
    """Two branches that become one. A branch below the number of themes is the theme of that place
    in the map; k + n is what the join n made. `height` never falls from one join to the next."""

    one: int
    other: int
    height: float


@dataclass(frozen=True)
class ThemeMap:
    """How near themes are to one another.

    Attributes
    ----------
    places : of the themes without sub-themes, larger first.
    joins : one fewer than places.
    shown : 0..1, the part of what sets themes apart that the plane shows.
    """

    places: tuple[MapPlace, ...]
    joins: tuple[Join, ...]
    shown: float


@dataclass(frozen=True)
class ClusterResult:
    """Themes (parents before their children, larger first) and placements (sorted by id).

    `languages` counts the documents of each language that was recognised ("fr", "en"…, "?" for
    what is too short to tell). `map` is None without a theme.
    """

    run: RunManifest
    themes: tuple[Theme, ...]
    documents: tuple[Placement, ...]
    campaigns: tuple[Campaign, ...] = ()
    languages: dict[str, int] = field(default_factory=dict)
    map: ThemeMap | None = None


@dataclass(frozen=True)
class LinkSuggestion:
    """A proposed link. `words` are words of the text that explain it.

    `score` in 0..1 is the probability that a person makes the link; those of one text may add to
    more than 1, since a text may be about several targets.
    """

    code: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """The links proposed for one document, best first; empty when nothing is close enough."""

    id: str
    suggestions: tuple[LinkSuggestion, ...]


@dataclass(frozen=True)
class LinkResult:
    """Suggestions for every document, sorted by id."""

    run: RunManifest
    documents: tuple[Links, ...]
