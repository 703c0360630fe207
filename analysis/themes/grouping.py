"""Groups of the texts that a run is fitted on: what the themes are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress, part
from analysis.steps import KeptSteps
from analysis.texts.corpus import Corpus
from analysis.themes.agreed_groups import agreed_groups
from analysis.themes.consensus import Labels
from analysis.themes.spherical_kmeans import group_sums
from analysis.themes.theme_count import choose_theme_count
from analysis.themes.voters import votes
from analysis.vectors.text_spaces import TextSpaces
from analysis.vectors.text_vectors import unit_rows
from analysis.workers import Workers


@dataclass(frozen=True)
class Grouping:
    """Texts in groups 0..k-1.

    Attributes
    ----------
    labels : (n,) group of each text.
    scores : (n,) cosine with the centre of the group, 0..1.
    centers : (k × d) unit vectors.
    """

    labels: Labels
    scores: NDArray[np.float64]
    centers: NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """What was learned from the texts that a run is fitted on.

    Attributes
    ----------
    spaces : where those texts stand.
    cast : the votes of the runs, each (n,).
    grouping : the groups that they agree on.
    """

    spaces: TextSpaces
    cast: list[Labels]
    grouping: Grouping


def fit_themes(
    corpus: Corpus,
    spaces: TextSpaces,
    themes: int | None,
    seed: int,
    progress: Progress,
    settings: dict[str, Any],
    workers: Workers,
    kept: KeptSteps,
) -> Fit:
    """Group texts, each with a word, in `themes` groups, or as many as suits them.

    What was chosen on the way is added to `settings`.
    """
    if not corpus.texts:
        settings["note"] = "No text holds a word."
        nothing = Grouping(np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros((0, 1)))
        return Fit(spaces, [], nothing)
    spaces.fit(corpus.texts, part(progress, 0.0, 0.2))
    wanted = _wanted(spaces, themes, seed, part(progress, 0.2, 0.35), settings, kept)
    groups = min(wanted, int(spaces.bags_.max()) + 1)
    if groups < wanted:
        settings["note"] = f"{groups} themes: there are not more texts of different words."
    cast = _votes(spaces, groups, seed, part(progress, 0.35, 0.85), workers, kept)
    progress(0.85, "consensus")
    found = kept.arrays(
        f"consensus {groups}",
        lambda: {"labels": agreed_groups(cast, spaces.views_, spaces.bags_, groups, seed)},
    )
    return Fit(spaces, cast, _grouping(spaces.views_[-1], found["labels"]))


def _wanted(
    spaces: TextSpaces,
    themes: int | None,
    seed: int,
    progress: Progress,
    settings: dict[str, Any],
    kept: KeptSteps,
) -> int:
    if themes is not None:
        return themes

    def choose() -> dict[str, NDArray[Any]]:
        count, worth = choose_theme_count(spaces.views_[-1], seed, progress)
        return {
            "count": np.array(count),
            "tried": np.array(list(worth), dtype=np.intp),
            "worth": np.array(list(worth.values()), dtype=float),
        }

    chosen = kept.arrays("count", choose)
    tried = zip(chosen["tried"].tolist(), chosen["worth"].tolist(), strict=True)
    settings["worth"] = {str(count): worth for count, worth in tried}
    return int(chosen["count"])


def _votes(
    spaces: TextSpaces,
    groups: int,
    seed: int,
    progress: Progress,
    workers: Workers,
    kept: KeptSteps,
) -> list[Labels]:
    if groups == 1:
        return []
    cast = kept.arrays(
        f"votes {groups}",
        lambda: {"cast": np.stack(votes(spaces.views_, groups, seed, progress, workers=workers))},
    )
    return list(cast["cast"])


def _grouping(rows: NDArray[np.float64], found: Labels) -> Grouping:
    """The groups, those of more texts first."""
    sizes = np.bincount(found)
    rank = np.empty(len(sizes), dtype=np.intp)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    labels = rank[found]
    centers = unit_rows(group_sums(rows, labels, len(sizes)))
    scores = np.clip((rows * centers[labels]).sum(axis=1), 0.0, 1.0)
    return Grouping(labels, scores, centers)
