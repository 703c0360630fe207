"""How well themes, and the places of texts, come back when the analysis is made again.

A theme is as stable as the group that resembles it most, on the texts that both know.
Source: Hennig 2007, 2008 (clusterwise Jaccard, its limits, dissolution).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.results import Firmness, Placement, Theme
from analysis.steps import KeptSteps
from analysis.texts.corpus import DistinctTexts
from analysis.texts.near_duplicates import NearDuplicates
from analysis.themes.consensus import Labels
from analysis.themes.describing import group_names
from analysis.themes.grouping import Fit
from analysis.themes.remaking import Remake, branch_numbers, remakes
from analysis.workers import Workers

# Hennig: above .75 a theme is valid and stable; from .6 it shows a pattern whose limits are
# doubtful; under .6 it should not be trusted.
SOLID, FAIR = 0.75, 0.6
# Hennig 2008: with no more than half in common, a theme did not come back, it is dissolved.
DISSOLVED = 0.5
DIGITS = 4


@dataclass(frozen=True)
class Stability:
    """Shares in 0..1, NaN where there was too little to try.

    Attributes
    ----------
    themes : (k,) mean likeness (Jaccard) of each theme with the nearest group of a remake.
    branches : the same of each branch of themes.
    texts : (n,) share of the remakes in which the theme comes back and the text with it.
    """

    themes: NDArray[np.float64]
    branches: NDArray[np.float64]
    texts: NDArray[np.float64]


def firmness_of(stability: float | None) -> Firmness | None:
    """Return the word for a stability, None when it is not known."""
    if stability is None:
        return None
    if stability >= SOLID:
        return Firmness.SOLID
    return Firmness.FAIR if stability >= FAIR else Firmness.FRAGILE


def how_sure(
    fit: Fit,
    branches: Sequence[Sequence[int]],
    seed: int,
    progress: Progress,
    workers: Workers,
    kept: KeptSteps,
) -> Stability:
    """Make the grouping again and compare; `texts` are those that `fit` was learned on."""
    labels = fit.grouping.labels
    if not len(labels):
        return stability_of(labels, branches, [])
    spaces, k = fit.spaces, len(fit.grouping.centers)
    made = remakes(spaces.views_, spaces.bags_, k, seed, progress, workers, kept)
    return stability_of(labels, branches, made)


def stability_of(
    labels: Labels, branches: Sequence[Sequence[int]], made: Sequence[Remake]
) -> Stability:
    """Compare themes (labels (n,), 0..k-1) and their branches with what was made again."""
    branch_of = branch_numbers(branches)
    themes, above, texts = [], [], []
    for one in made:
        before, after = labels[one.drawn], one.groups[one.drawn]
        alike, group = _nearest_group(before, after, len(branch_of))
        themes.append(alike)
        above.append(_nearest_group(branch_of[before], one.branches[after], len(branches))[0])
        texts.append(group[labels] == one.groups)
    return Stability(
        _mean(themes, len(branch_of)), _mean(above, len(branches)), _mean(texts, len(labels))
    )


def sure_themes(
    themes: Sequence[Theme], branches: list[list[int]], found: Stability
) -> tuple[Theme, ...]:
    """Return the themes with how sure they are."""
    by_id = dict(zip(group_names(branches), found.themes, strict=True))
    for number, branch in enumerate(branches, start=1):
        if len(branch) > 1:
            by_id[f"t{number}"] = found.branches[number - 1]
    return tuple(replace(theme, **_sure(by_id[theme.id])) for theme in themes)


def sure_placements(
    placements: Sequence[Placement],
    texts: DistinctTexts,
    copies: NearDuplicates,
    fitted: NDArray[np.intp],
    found: Stability,
) -> tuple[Placement, ...]:
    """Return the placements with how sure they are; a copy is as sure as what stands for it.

    What was not fitted on was not tried: nothing is said of it.
    """
    values = np.full(len(texts.documents), np.nan)
    values[fitted] = found.texts
    values = values[copies.representative]
    sure = {
        document.id: _sure(value)
        for documents, value in zip(texts.documents, values, strict=True)
        for document in documents
    }
    return tuple(replace(placement, **sure[placement.id]) for placement in placements)


def likeness(first: Labels, second: Labels, k: int) -> NDArray[np.float64]:
    """Return the Jaccard index of each group of `first` (0..k-1) with each of `second`, (k × g).

    Rows of groups without a text are NaN. Source: Jaccard 1901.
    """
    g = int(second.max(initial=0)) + 1
    both = np.bincount(first * g + second, minlength=k * g).reshape(k, g).astype(float)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None] - both
    both[both.sum(axis=1) == 0] = np.nan
    return np.asarray(both / np.maximum(either, 1.0))


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


def _sure(stability: float) -> dict[str, Any]:
    known = None if np.isnan(stability) else round(float(stability), DIGITS)
    return {"stability": known, "firmness": firmness_of(known)}
