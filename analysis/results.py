"""What comes out of an analysis. Every class is frozen: a result is a copy of what was computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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


@dataclass(frozen=True)
class Term:
    """A word or a phrase as people write it; `score` in 0..1, 1 for the theme's most typical."""

    term: str
    score: float


@dataclass(frozen=True)
class Theme:
    """A group of documents. `size` counts documents, those of the sub-themes included.

    `typical` holds up to ten ids, most typical first, no two with the same text.
    """

    id: str
    parent: str | None
    label: str
    terms: tuple[Term, ...]
    size: int
    typical: tuple[str, ...]


@dataclass(frozen=True)
class Placement:
    """Where a document went. `theme` is None only for a text without a word.

    `score` in 0..1 is the cosine between the text and the centre of its theme, so it can be
    compared from one text to another.
    """

    id: str
    theme: str | None
    score: float


@dataclass(frozen=True)
class ClusterResult:
    """Themes (parents before their children, larger first) and placements (sorted by id)."""

    run: RunManifest
    themes: tuple[Theme, ...]
    documents: tuple[Placement, ...]


@dataclass(frozen=True)
class LinkSuggestion:
    """A proposed link. `score` in 0..1; `words` are words of the text that explain it."""

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
