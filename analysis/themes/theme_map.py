"""Where themes stand next to one another: a place for each in a plane, and how they join.

Sources: Torgerson 1952 (classical scaling), Ward 1963 (joins).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.results import Join, MapPlace, ThemeMap
from analysis.themes.theme_tree import joined

AXES = 2
DIGITS = 4
NOTHING = 1e-9


def theme_map(
    centers: NDArray[np.float64], weights: NDArray[np.float64], names: Sequence[str]
) -> ThemeMap | None:
    """Return the places and the joins of k themes, in the order of their centres.

    Two themes are as far apart as the straight line between their centres, which are unit vectors
    (k × d): its square is twice their cosine distance. Axes are those on which texts differ most
    from theme to theme: with equal weights, two odd themes of a few texts made both axes.
    The theme that is furthest on each is on its positive side, so that the same bytes come.

    Parameters
    ----------
    weights : (k,) what each theme weighs. Joins with the weights of the tree of themes are those
        that make it.

    Returns
    -------
    None without a theme.
    """
    if not len(centers):
        return None
    places, shown = _places(centers, weights)
    return ThemeMap(
        tuple(
            MapPlace(name, round(float(x), DIGITS) + 0.0, round(float(y), DIGITS) + 0.0)
            for name, (x, y) in zip(names, places, strict=True)
        ),
        _joins(centers, weights),
        round(shown, DIGITS),
    )


def _places(
    centers: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Return (k, 2) places, and the part of all squared distances, weighted, that they show."""
    parts = np.maximum(weights.astype(float), NOTHING)
    parts = parts / parts.sum()
    away = centers - parts @ centers
    # The squared distances, centred twice, are the products of what is left (Torgerson 1952).
    products = away @ away.T
    roots = np.sqrt(parts)
    sizes, directions = np.linalg.eigh(roots[:, None] * products * roots)
    places = np.zeros((len(centers), AXES))
    whole = float(np.maximum(sizes, 0.0).sum())
    kept = [one for one in np.argsort(-sizes, kind="stable")[:AXES] if sizes[one] > NOTHING]
    if not kept:
        return places, 1.0
    places[:, : len(kept)] = products @ (
        roots[:, None] * directions[:, kept] / np.sqrt(sizes[kept])
    )
    distance = np.abs(places)
    furthest = (distance >= distance.max(axis=0) - NOTHING).argmax(axis=0)
    signs = np.where(places[furthest, range(AXES)] < 0, -1.0, 1.0)
    return places * signs, float(sizes[kept].sum()) / whole


def _joins(centers: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[Join, ...]:
    """Return the joins, the nearest first; a height is what Ward's linkage pays for a join."""
    k = len(centers)
    top, weight = list(range(k)), np.maximum(weights.astype(float), NOTHING)
    whole = float(weight.sum())
    found, highest = [], 0.0
    for number, (kept, absorbed, apart) in enumerate(joined(centers, weights), start=k):
        a, b = weight[kept], weight[absorbed]
        # Of the mean text, so that a height does not grow with the corpus; rounding must not make
        # a join lower than those under it.
        highest = max(highest, apart * float(a * b / (a + b) / whole) ** 0.5)
        found.append(Join(top[kept], top[absorbed], round(highest, DIGITS)))
        top[kept], weight[kept] = number, a + b
    return tuple(found)
