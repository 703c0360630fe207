"""Everything that is said of the themes once the texts are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.texts.tokens import TokenisedText
from analysis.themes.labels import ThemeWords, name_themes
from analysis.themes.theme_tree import ThemePlace
from analysis.themes.verbatims import ThemeVerbatims, theme_verbatims


@dataclass(frozen=True)
class ThemeDescription:
    """A theme: where it stands in the tree, what it says, the texts that show it."""

    place: ThemePlace
    parent: str | None
    words: ThemeWords
    verbatims: ThemeVerbatims


def describe_themes(
    texts: Sequence[TokenisedText],
    vectors: NDArray[np.float64],
    labels: NDArray[np.intp],
    centers: NDArray[np.float64],
    places: Sequence[ThemePlace],
    progress: Progress,
) -> list[ThemeDescription]:
    """Name the themes of a tree and choose their verbatims.

    Parameters
    ----------
    texts : n distinct texts, near duplicates once.
    vectors : (n × d) unit vectors.
    labels : (n,) group of each text, -1 for none.
    centers : (k × d) unit vectors.
    places : the themes, see `analysis.themes.theme_tree.listed`; described in the same order.
    """
    progress(0.0, "labels")
    words = name_themes(texts, labels, places)
    progress(0.7, "verbatims")
    verbatims = theme_verbatims(texts, vectors, labels, centers, places)
    return [
        ThemeDescription(
            place, places[place.parent].id if place.parent is not None else None, said, shown
        )
        for place, said, shown in zip(places, words, verbatims, strict=True)
    ]
