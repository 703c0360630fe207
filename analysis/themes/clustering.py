"""Themes from plain texts: the whole way from documents to a labelled tree of themes."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.manifest import manifest
from analysis.progress import Progress, monotone, part, silent
from analysis.results import ClusterResult, Placement, Theme
from analysis.texts.corpus import Corpus, canonical_corpus
from analysis.themes.description import ThemeDescription, describe_themes
from analysis.themes.grouping import Grouping, group_texts
from analysis.themes.theme_tree import group_names, listed, theme_tree
from analysis.themes.voters import RUNS

MOST_THEMES = 1000
SCORE_DIGITS = 4


def cluster(
    documents: Sequence[Document],
    *,
    themes: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> ClusterResult:
    """Group `documents` by theme.

    Parameters
    ----------
    themes : exactly this many themes without sub-themes (fewer when there are fewer distinct
        texts, which `run.settings["note"]` then says). None chooses the number. Where there are
        enough themes, parents gather them.
    seed : start of every random draw. Same texts, seed and versions give the same result,
        whatever the order of the documents and the number of threads.
    progress : see `analysis.progress`; what it raises goes through.

    Raises
    ------
    AnalysisError : no document, an id used twice, or `themes` not in 1..1000.
    """
    started = perf_counter()
    if themes is not None and not 1 <= themes <= MOST_THEMES:
        raise AnalysisError(f"The number of themes must be from 1 to {MOST_THEMES}, not {themes}.")
    report = monotone(progress)
    # Sums over several threads are rounded in another order; one thread gives the same bits.
    with threadpool_limits(limits=1):
        corpus = canonical_corpus(documents, part(report, 0.0, 0.2))
        settings: dict[str, Any] = {"themes": themes or "auto", "seed": seed, "runs": RUNS}
        grouping = group_texts(corpus, themes, seed, part(report, 0.2, 0.9), settings)
        listed, names = _listed_themes(corpus, grouping, part(report, 0.9, 1.0))
    report(1.0, "done")
    return ClusterResult(
        run=manifest(settings, corpus.hash, started),
        themes=listed,
        documents=_placements(corpus, grouping, names),
    )


def _listed_themes(
    corpus: Corpus, grouping: Grouping, progress: Progress
) -> tuple[tuple[Theme, ...], list[str]]:
    """Return the themes, parents first, and the id of each group."""
    k = len(grouping.centers)
    documents = np.array([len(ids) for ids in corpus.ids], dtype=float)
    worded = grouping.labels >= 0
    sizes = np.bincount(grouping.labels[worded], documents[worded], minlength=k).astype(float)
    places = listed(theme_tree(grouping.centers, sizes))
    described = describe_themes(
        corpus.texts, grouping.vectors, grouping.labels, grouping.centers, places, progress
    )
    return tuple(_theme(corpus, one, sizes) for one in described), group_names(places)


def _theme(corpus: Corpus, one: ThemeDescription, sizes: NDArray[np.float64]) -> Theme:
    return Theme(
        id=one.place.id,
        parent=one.parent,
        label=one.words.label,
        terms=one.words.terms,
        lacking=one.words.lacking,
        size=int(sizes[list(one.place.groups)].sum()),
        typical=tuple(corpus.ids[row][0] for row in one.verbatims.typical),
        contrasting=tuple(corpus.ids[row][0] for row in one.verbatims.contrasting),
        divisive=tuple(corpus.ids[row][0] for row in one.verbatims.divisive),
    )


def _placements(corpus: Corpus, grouping: Grouping, names: list[str]) -> tuple[Placement, ...]:
    placed = [
        Placement(
            id=document,
            theme=names[group] if group >= 0 else None,
            score=round(float(score), SCORE_DIGITS),
        )
        for ids, group, score in zip(corpus.ids, grouping.labels, grouping.scores, strict=True)
        for document in ids
    ]
    return tuple(sorted(placed, key=lambda placement: placement.id))
