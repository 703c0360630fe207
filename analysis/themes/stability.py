"""How well themes, and the places of texts, come back when the analysis is made again.

A theme is as stable as the group that resembles it most, on the texts that both know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.firmness import DISSOLVED, firmness_of, likeness
from analysis.progress import Progress
from analysis.results import Firmness, Theme
from analysis.steps import KeptSteps
from analysis.texts.near_duplicates import NearDuplicates
from analysis.themes.consensus import Labels
from analysis.themes.grouping import Fit
from analysis.themes.remaking import Remake, Remaking, begin_remakes, remakes
from analysis.themes.theme_tree import ThemePlace, cuts
from analysis.workers import Workers

DIGITS = 4


@dataclass(frozen=True)
class Stability:
    """Shares in 0..1, NaN where there was too little to try.

    Attributes
    ----------
    themes : (k,) mean likeness (Jaccard) of each theme with the nearest group of a remake.
    places : the same of each theme of the tree, parents and others.
    texts : (n,) share of the remakes in which the theme comes back and the text with it.
    """

    themes: NDArray[np.float64]
    places: NDArray[np.float64]
    texts: NDArray[np.float64]


def begin_again(fit: Fit, seed: int, workers: Workers) -> Remaking:
    """Let the workers make the grouping again whenever they have nothing else to do."""
    if not len(fit.grouping.labels):
        return Remaking(0, None)
    spaces = fit.spaces
    return begin_remakes(spaces.views_, spaces.bags_, len(fit.grouping.centers), seed, workers)


def how_sure(
    fit: Fit, places: Sequence[ThemePlace], again: Remaking, progress: Progress, kept: KeptSteps
) -> Stability:
    """Compare with what was made again; `texts` are those that `fit` was learned on."""
    return stability_of(fit.grouping.labels, places, remakes(again, progress, kept))


def stability_of(labels: Labels, places: Sequence[ThemePlace], made: Sequence[Remake]) -> Stability:
    """Compare themes (labels (n,), 0..k-1) and their tree with what was made again."""
    held = cuts(places)
    k = held.shape[1]
    themes, above, texts = [], [], []
    for one in made:
        before, after = labels[one.drawn], one.groups[one.drawn]
        alike, group = _nearest_group(before, after, k)
        themes.append(alike)
        above.append(_nearest_branch(held[:, before], one.cuts[:, after], len(places)))
        texts.append(group[labels] == one.groups)
    mean = _mean(themes, k)
    by_place = _mean(above, len(places))
    for at, place in enumerate(places):
        if not place.children:
            by_place[at] = mean[place.groups[0]]
    return Stability(mean, by_place, _mean(texts, len(labels)))


def _nearest_branch(before: Labels, after: Labels, places: int) -> NDArray[np.float64]:
    """Return how like the most similar branch of any level each place is, NaN without a text.

    Parameters
    ----------
    before, after : (2 × n) the branch of each text on both levels, now and when made again.
    """
    found = np.full(places, np.nan)
    for level in before:
        for again in after:
            numbered = np.unique(again, return_inverse=True)[1]
            found = np.fmax(found, likeness(level, numbered, places).max(axis=1))
    return found


def sure_themes(
    themes: Sequence[Theme], places: Sequence[ThemePlace], found: Stability
) -> tuple[Theme, ...]:
    """Return the themes, one for each place, with how sure they are."""
    assert len(themes) == len(places)
    told = [how_firm(value) for value in found.places]
    return tuple(
        replace(theme, stability=stability, firmness=firmness)
        for theme, (stability, firmness) in zip(themes, told, strict=True)
    )


def sure_texts(
    copies: NearDuplicates, fitted: NDArray[np.intp], found: Stability
) -> NDArray[np.float64]:
    """Return how sure the place of each distinct text is; a copy is as sure as what stands for it.

    What was not fitted on was not tried: nothing (NaN) is said of it.
    """
    values = np.full(len(copies.representative), np.nan)
    values[fitted] = found.texts
    return values[copies.representative]


def _nearest_group(
    first: Labels, second: Labels, k: int
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return how like the most similar group each one is, and which that is.

    The likeness is NaN for a group without a text; the number is -1 when the group is dissolved.
    """
    table = likeness(first, second, k)
    likest = table.max(axis=1)
    nearest = np.where(likest > DISSOLVED, np.nan_to_num(table, nan=-1.0).argmax(axis=1), -1)
    return likest, nearest


def _mean(rows: Sequence[NDArray[Any]], width: int) -> NDArray[np.float64]:
    """Return the mean of the values that are known, NaN where none is, shape (width,)."""
    table = np.array(rows, dtype=float).reshape(len(rows), width)
    known = ~np.isnan(table)
    count = known.sum(axis=0)
    total = np.where(known, table, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def how_firm(stability: float) -> tuple[float | None, Firmness | None]:
    """Return a stability as it is told, and how firm that is; nothing of NaN."""
    known = None if np.isnan(stability) else round(float(stability), DIGITS)
    return known, firmness_of(known)
