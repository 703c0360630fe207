"""Documents that have a theme, as numbers: who spoke of what, whatever the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.documents import Document
from analysis.results import Placement, Theme

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]
Amount = TypeVar("Amount", bound=np.generic)


@dataclass(frozen=True)
class Placed:
    """The documents that have a theme, one entry each in `theme`, `voice`, `channel`, `documents`.

    Attributes
    ----------
    theme : place of the theme in the result. `voice` : number of who speaks.
    voices : how many voices there are. `channels` : names, sorted; `channel` : places in them.
    lineage : for each theme, the places of itself and of the themes above it.
    """

    documents: tuple[Document, ...]
    theme: Numbers
    voice: Numbers
    voices: int
    channel: Numbers
    channels: tuple[str, ...]
    lineage: tuple[tuple[int, ...], ...]

    @property
    def themes(self) -> int:
        return len(self.lineage)

    def gathered(self, shares: NDArray[Amount]) -> NDArray[Amount]:
        """Add what each theme holds of its own to those above it; themes are the first axis."""
        whole = np.zeros_like(shares)
        for place, chain in enumerate(self.lineage):
            for above in chain:
                whole[above] += shares[place]
        return whole

    def speaking(self) -> Numbers:
        """How many voices spoke of each theme or below it."""
        found = np.zeros(self.themes, dtype=np.int64)
        for theme in range(self.themes):
            below = np.array([theme in chain for chain in self.lineage])
            spoke = np.zeros(self.voices, dtype=bool)
            spoke[self.voice[below[self.theme]]] = True
            found[theme] = spoke.sum()
        return found


def placed_documents(
    themes: Sequence[Theme], placements: Iterable[Placement], documents: Iterable[Document]
) -> Placed:
    """Return the documents that have a theme. Numbers of voices follow the rows; no result may."""
    places = {theme.id: place for place, theme in enumerate(themes)}
    theme_of = {one.id: places[one.theme] for one in placements if one.theme is not None}
    kept = [document for document in documents if document.id in theme_of]
    theme = np.array([theme_of[document.id] for document in kept], dtype=np.int64)
    return documents_on(themes, theme, kept)


def documents_on(themes: Sequence[Theme], theme: Numbers, documents: Sequence[Document]) -> Placed:
    """Return documents with the place, among `themes`, of the theme of each; -1 is left out."""
    if (theme < 0).any():
        documents = [documents[row] for row in np.flatnonzero(theme >= 0).tolist()]
        theme = theme[theme >= 0]
    places = {one.id: place for place, one in enumerate(themes)}
    voice, voices = _voices(documents)
    names = [document.channel for document in documents]
    channels = tuple(sorted(set(names)))
    channel = {name: place for place, name in enumerate(channels)}
    return Placed(
        tuple(documents),
        theme,
        voice,
        voices,
        np.array([channel[name] for name in names], dtype=np.int64),
        channels,
        tuple(_lineage(one, themes, places) for one in themes),
    )


def _voices(documents: Sequence[Document]) -> tuple[Numbers, int]:
    """Return the number of who speaks in each document, and how many voices there are."""
    respondents = [document.respondent for document in documents]
    names = dict.fromkeys(name for name in respondents if name is not None)
    number: dict[str | None, int] = {name: place for place, name in enumerate(names)}
    found = np.array([number.get(name, -1) for name in respondents], dtype=np.int64)
    # Who has no name is a voice of its own: a million of them need none.
    alone = np.flatnonzero(found < 0)
    found[alone] = len(number) + np.arange(len(alone))
    return found, len(number) + len(alone)


def distinct(numbers: Numbers) -> Numbers:
    """Return numbers that are not negative, sorted, each once: `np.unique` looks at more."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _lineage(theme: Theme, themes: Sequence[Theme], places: dict[str, int]) -> tuple[int, ...]:
    chain = [places[theme.id]]
    while (parent := themes[chain[-1]].parent) is not None:
        chain.append(places[parent])
    return tuple(chain)
