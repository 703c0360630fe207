"""Texts that show what a theme says: typical, contrasting, divisive.

Texts that are long enough to be read alone come first, and no two that say the same: each further
one is chosen for what it adds. Source: maximal marginal relevance, Carbonell & Goldstein 1998.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from analysis.texts.tokens import TokenisedText
from analysis.themes.theme_tree import ThemePlace
from analysis.vectors.text_vectors import unit_rows

KEPT = 10
# Words that carry meaning: fewer say too little to be read alone, more are an essay.
FEWEST_WORDS, MOST_WORDS = 4, 80
# The best texts among which those that differ are chosen.
CANDIDATES = 60
# Weight of being to the point, next to differing from what is already chosen.
RELEVANCE = 0.5
# A theme is divided along this many directions, each with two ends.
DIRECTIONS = KEPT // 2
# Texts further from the middle than this share of the others are strays rather than opponents.
STRAYS = 0.25
FEWEST_TO_DIVIDE = 4

Vectors = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class ThemeVerbatims:
    """Numbers of texts, the best first."""

    typical: tuple[int, ...]
    contrasting: tuple[int, ...]
    divisive: tuple[int, ...]


def theme_verbatims(
    texts: Sequence[TokenisedText],
    vectors: Vectors,
    labels: Rows,
    centers: Vectors,
    places: Sequence[ThemePlace],
) -> list[ThemeVerbatims]:
    """Choose up to ten texts of each kind for each theme.

    Parameters
    ----------
    vectors : (n × d) unit vectors of the texts; a text without a word is never chosen.
    labels : (n,) group of each text, -1 for none.
    centers : (k × d) unit vectors, the middle of each group.
    """
    lengths = np.array([len(text.keys) for text in texts], dtype=np.intp)
    readable = (lengths >= FEWEST_WORDS) & (lengths <= MOST_WORDS)
    weight = np.bincount(labels[labels >= 0], minlength=len(centers)).astype(float)
    middles = unit_rows(
        np.array(
            [(weight[list(p.groups), None] * centers[list(p.groups)]).sum(axis=0) for p in places]
        )
        if places
        else np.zeros((0, centers.shape[1]))
    )
    found = []
    for at, place in enumerate(places):
        members = np.flatnonzero(np.isin(labels, place.groups))
        rows = vectors[members]
        fit = rows @ middles[at]
        near = _nearest(at, middles, places)
        apart = fit - rows @ middles[near] if near is not None else None
        readable_here = readable[members]
        found.append(
            ThemeVerbatims(
                _numbers(members, differing(fit, rows, readable_here)),
                _numbers(members, differing(apart, rows, readable_here))
                if apart is not None
                else (),
                _numbers(members, dividing(fit, rows, middles[at], readable_here)),
            )
        )
    return found


def differing(worth: NDArray[np.float64], rows: Vectors, readable: NDArray[np.bool_]) -> list[int]:
    """Choose up to ten rows of high worth that differ from one another.

    Parameters
    ----------
    worth : (m,) what is looked for.
    rows : (m × d) unit vectors.
    readable : (m,) those to be chosen first.
    """
    order = np.lexsort((np.arange(len(worth)), -worth.round(9), ~readable))
    enough = max(min(int(readable.sum()), CANDIDATES), min(KEPT, len(order)))
    candidates = order[:enough]
    alike = rows[candidates] @ rows[candidates].T
    closest = np.zeros(len(candidates))
    value = worth[candidates] - 2.0 * ~readable[candidates]
    chosen: list[int] = []
    while len(chosen) < min(KEPT, len(candidates)):
        score = RELEVANCE * value - (1 - RELEVANCE) * closest
        score[chosen] = -np.inf
        best = int(score.round(9).argmax())
        chosen.append(best)
        closest = np.maximum(closest, alike[best])
    return [int(candidates[one]) for one in chosen]


def dividing(
    fit: NDArray[np.float64],
    rows: Vectors,
    middle: NDArray[np.float64],
    readable: NDArray[np.bool_],
) -> list[int]:
    """Choose texts of a theme that pull in different directions: both ends of its main axes.

    Parameters
    ----------
    fit : (m,) cosine of each row with the middle.
    rows, middle : (m × d) and (d,) unit vectors.
    """
    inside = np.flatnonzero(readable & (fit >= np.quantile(fit, STRAYS)))
    if len(inside) < FEWEST_TO_DIVIDE:
        return []
    left = rows[inside] - fit[inside, None] * middle
    left -= left.mean(axis=0)
    along = _projections(left)
    free = np.ones(len(inside), dtype=np.bool_)
    chosen: list[int] = []
    for axis in range(along.shape[1]):
        for end in (1.0, -1.0):
            reach = np.where(free, end * along[:, axis], -np.inf)
            best = int(reach.round(9).argmax())
            if reach[best] > 1e-6:
                free[best] = False
                chosen.append(int(inside[best]))
    return chosen


def _projections(left: Vectors) -> Vectors:
    """Return (m × up to five) places along the main axes, each with its longer tail positive."""
    m, d = left.shape
    count = min(DIRECTIONS, m, d)
    square = left.T @ left if d <= m else left @ left.T
    size = len(square)
    values, axes = eigh(square, subset_by_index=(size - count, size - 1))
    axes = axes[:, ::-1][:, values[::-1] > 1e-9]
    along = left @ axes if d <= m else axes * np.sqrt(values[::-1][values[::-1] > 1e-9])
    turned = np.where((along**3).sum(axis=0) < 0, -1.0, 1.0)
    return np.asarray(along * turned)


def _nearest(at: int, middles: Vectors, places: Sequence[ThemePlace]) -> int | None:
    """Return the place of the theme nearest to another, on the same footing, or None."""
    folded = bool(places[at].children)
    others = [
        other
        for other, place in enumerate(places)
        if bool(place.children) == folded and set(place.groups).isdisjoint(places[at].groups)
    ] or [
        other
        for other, place in enumerate(places)
        if set(place.groups).isdisjoint(places[at].groups)
    ]
    if not others:
        return None
    return others[int((middles[others] @ middles[at]).round(9).argmax())]


def _numbers(members: Rows, chosen: Sequence[int]) -> tuple[int, ...]:
    return tuple(int(members[one]) for one in chosen)
