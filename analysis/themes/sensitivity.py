"""What an analysis owes to its settings, and to some of the texts: it is made again without them.

Each variation is compared with the result on the documents that both place.
Sources: Hubert & Arabie 1985 (adjusted Rand index), Vinh, Epps & Bailey 2010 (adjusted mutual
information), Hennig 2007, 2008 (best Jaccard match, dissolution).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.fingerprints import fingerprint_of
from analysis.firmness import DISSOLVED, likeness
from analysis.manifest import versions
from analysis.progress import Progress, monotone, part, silent
from analysis.steps import KeptSteps, NoSteps, Steps
from analysis.texts.corpus import text_hash
from analysis.themes.clustering import cluster
from analysis.themes.consensus import Labels
from analysis.themes.variations import Variation, VariationKind, variations
from analysis.workers import OneProcess, Workers

DIGITS = 4
# A part counts as one when it is most of something.
MOST_OF = 0.5


class Fate(StrEnum):
    """What becomes of a theme."""

    KEPT = "kept"
    SPLIT = "split"
    MERGED = "merged"
    SCATTERED = "scattered"
    GONE = "gone"


@dataclass(frozen=True)
class ThemeFate:
    """What becomes of one theme of the result.

    Attributes
    ----------
    theme : its id in the result.
    likeness : Jaccard index with the most similar new theme, 0..1; 0 when all its documents went.
    fate : kept above one half in common; else split (new themes mostly made of it hold most of
        it), merged (most of it is in one new theme), scattered, or gone with its documents.
    """

    theme: str
    likeness: float
    fate: Fate


@dataclass(frozen=True)
class Effect:
    """What one variation changes.

    Attributes
    ----------
    kind, value : what was changed (see `Variation`).
    left_out : documents that were left out.
    compared : documents that are placed before and after.
    themes : number of themes after.
    ari, ami : agreement with the result, 1 for the same; None with fewer than two documents.
    moved : documents, of those compared, that are no longer with their theme.
    fates : one per theme of the result, in its order.
    new : labels of the themes that resemble none of the result.
    """

    kind: VariationKind
    value: str
    left_out: int
    compared: int
    themes: int
    ari: float | None
    ami: float | None
    moved: int
    fates: tuple[ThemeFate, ...]
    new: tuple[str, ...]

    @property
    def lost(self) -> tuple[str, ...]:
        """Themes of the result that are there no more."""
        return tuple(one.theme for one in self.fates if one.fate is not Fate.KEPT)


@dataclass(frozen=True)
class Sensitivity:
    """The effects of all the variations, and the themes without sub-themes that they change."""

    themes: tuple[str, ...]
    effects: tuple[Effect, ...]


def sensitivity(
    documents: Sequence[Document],
    placed: Mapping[str, str],
    *,
    seed: int = 0,
    campaigns: Collection[str] = (),
    again: bool = False,
    progress: Progress = silent,
    workers: Workers | None = None,
    steps: Steps | None = None,
) -> Sensitivity:
    """Try what would change a result.

    Parameters
    ----------
    placed : id of the theme (without sub-themes) of each document of the result that has one.
    seed : the seed of the result.
    campaigns : ids of the documents that belong to campaigns.
    again : try the same settings too; for documents that changed since the result.

    Raises
    ------
    AnalysisError : fewer than two themes among these documents: nothing can change.
    """
    known = {document.id for document in documents}
    before = {name: theme for name, theme in sorted(placed.items()) if name in known}
    themes = tuple(sorted(set(before.values()), key=_natural))
    if len(themes) < 2:
        raise AnalysisError("With fewer than two themes there is nothing to compare.")
    tried = variations(documents, themes=len(themes), seed=seed, campaigns=campaigns, again=again)
    report = monotone(progress)
    kept = KeptSteps(steps or NoSteps(), _fingerprint(documents, before))
    kept = kept.on(seed, sorted(campaigns))
    effects = []
    for number, variation in enumerate(tried):
        inside = part(report, number / len(tried), (number + 1) / len(tried))
        after = _made_again(documents, variation, inside, workers or OneProcess(), kept)
        effects.append(compared(variation, before, themes, *after))
    report(1.0, "done")
    return Sensitivity(themes, tuple(effects))


def compared(
    variation: Variation,
    before: Mapping[str, str],
    themes: Sequence[str],
    after: Mapping[str, int],
    labels: Sequence[str],
) -> Effect:
    """Compare where documents were with where they are.

    Parameters
    ----------
    before : theme of each document. `themes` are all of them.
    after : number of the new theme of each document, 0..len(labels)-1. `labels` names them.
    """
    both = [name for name in before if name in after]
    place = {theme: number for number, theme in enumerate(themes)}
    first = np.array([place[before[name]] for name in both], dtype=np.intp)
    second = np.array([after[name] for name in both], dtype=np.intp)
    fates = _fates(first, second, themes)
    enough = len(both) > 1
    return Effect(
        kind=variation.kind,
        value=variation.value,
        left_out=len(variation.without & before.keys()),
        compared=len(both),
        themes=len(labels),
        ari=round(float(adjusted_rand_score(first, second)), DIGITS) if enough else None,
        ami=round(float(adjusted_mutual_info_score(first, second)), DIGITS) if enough else None,
        moved=_moved(first, second, len(themes)),
        fates=fates,
        new=_new(first, second, labels),
    )


def _fates(first: Labels, second: Labels, themes: Sequence[str]) -> tuple[ThemeFate, ...]:
    alike = likeness(first, second, len(themes))
    table = _table(first, second, len(themes))
    after = table.sum(axis=0)
    found = []
    for theme, row, likenesses in zip(themes, table, alike, strict=True):
        if not row.any():
            found.append(ThemeFate(theme, 0.0, Fate.GONE))
            continue
        best = float(likenesses.max())
        own = row > MOST_OF * after
        if best > DISSOLVED:
            fate = Fate.KEPT
        elif own.sum() > 1 and row[own].sum() > MOST_OF * row.sum():
            fate = Fate.SPLIT
        elif row.max() > MOST_OF * row.sum():
            fate = Fate.MERGED
        else:
            fate = Fate.SCATTERED
        found.append(ThemeFate(theme, round(best, DIGITS), fate))
    return tuple(found)


def _moved(first: Labels, second: Labels, k: int) -> int:
    """Count the documents that are not in the new theme that their theme came back as."""
    alike = np.nan_to_num(likeness(first, second, k))
    back = alike.max(axis=1) > DISSOLVED
    stayed = _table(first, second, k)[np.arange(k), alike.argmax(axis=1)]
    return int(len(first) - stayed[back].sum())


def _new(first: Labels, second: Labels, labels: Sequence[str]) -> tuple[str, ...]:
    # A theme that holds no compared document (NaN) is made of what had no theme before: new.
    best = likeness(second, first, len(labels)).max(axis=1)
    return tuple(label for label, most in zip(labels, best, strict=True) if not most > DISSOLVED)


def _table(first: Labels, second: Labels, k: int) -> NDArray[np.intp]:
    g = int(second.max(initial=0)) + 1
    return np.bincount(first * g + second, minlength=k * g).reshape(k, g)


def _made_again(
    documents: Sequence[Document],
    variation: Variation,
    progress: Progress,
    workers: Workers,
    kept: KeptSteps,
) -> tuple[dict[str, int], list[str]]:
    """Return the number of the new theme of each document, and the labels of the new themes."""

    def make() -> dict[str, NDArray[Any]]:
        result = cluster(
            [document for document in documents if document.id not in variation.without],
            themes=variation.themes,
            seed=variation.seed,
            words=variation.words,
            remade=False,
            progress=lambda share, step: progress(share, f"{variation.name}: {step}"),
            workers=workers,
        )
        number = {theme.id: row for row, theme in enumerate(result.themes)}
        place = {one.id: number[one.theme] for one in result.documents if one.theme is not None}
        return {
            "themes": np.array([place.get(name, -1) for name in names], dtype=np.intp),
            "labels": np.array([theme.label for theme in result.themes], dtype=np.str_),
        }

    names = sorted(document.id for document in documents)
    found = kept.arrays(f"variation {variation.name}", make)
    themes = zip(names, found["themes"].tolist(), strict=True)
    return {name: theme for name, theme in themes if theme >= 0}, found["labels"].tolist()


def _fingerprint(documents: Sequence[Document], before: Mapping[str, str]) -> str:
    told = [
        (one.id, text_hash(one.text), one.voice, one.channel, before.get(one.id))
        for one in sorted(documents, key=lambda document: document.id)
    ]
    return fingerprint_of(map(repr, (sorted(versions().items()), *told)))


def _natural(theme: str) -> tuple[list[int], str]:
    """Order t2 before t10, and whatever is named otherwise by its name."""
    digits = "".join(character if character.isdigit() else " " for character in theme)
    return [int(number) for number in digits.split()], theme
