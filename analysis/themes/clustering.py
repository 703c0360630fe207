"""Themes from plain texts: the whole way from documents to a labelled tree of themes."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.manifest import manifest
from analysis.progress import Progress, monotone, part, silent
from analysis.results import ClusterResult, Placement, Term, Theme
from analysis.texts.corpus import Corpus, canonical_corpus
from analysis.texts.languages import count_languages
from analysis.texts.phrases import SurfaceForms
from analysis.themes.grouping import Grouping, group_texts
from analysis.themes.labels import ThemeWords, name_groups
from analysis.themes.theme_tree import theme_tree
from analysis.themes.voters import RUNS

MOST_THEMES = 1000
TYPICAL_KEPT = 10
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
    themes : exactly this many themes, in one level (fewer when there are fewer distinct texts,
        which `run.settings["note"]` then says). None chooses the number and, when there are
        enough themes, gathers them under parents.
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
        listed, names = _listed_themes(corpus, grouping, themes is None, part(report, 0.9, 1.0))
    report(1.0, "done")
    return ClusterResult(
        run=manifest(settings, corpus.hash, started),
        themes=listed,
        documents=_placements(corpus, grouping, names),
        languages=count_languages(
            (text.text, len(ids)) for text, ids in zip(corpus.texts, corpus.ids, strict=True)
        ),
    )


def _listed_themes(
    corpus: Corpus, grouping: Grouping, nested: bool, progress: Progress
) -> tuple[tuple[Theme, ...], list[str]]:
    """Return the themes, parents first, and the id of each group."""
    k = len(grouping.centers)
    weights = np.array([len(ids) for ids in corpus.ids], dtype=float)
    worded = grouping.labels >= 0
    sizes = np.bincount(grouping.labels[worded], weights[worded], minlength=k).astype(float)
    branches = theme_tree(grouping.centers, sizes) if nested else [[group] for group in range(k)]
    progress(0.0, "labels")
    surfaces = SurfaceForms(corpus.texts)
    progress(0.3, "labels")
    leaves = name_groups(corpus.texts, grouping.labels, grouping.scores, surfaces)
    progress(0.6, "labels")
    above = _parent_words(corpus, grouping, branches, surfaces, leaves)
    themes: list[Theme] = []
    names = [""] * k
    for number, branch in enumerate(branches, start=1):
        top = f"t{number}"
        if len(branch) == 1:
            names[branch[0]] = top
            themes.append(_theme(corpus, grouping, branch, top, None, leaves[branch[0]]))
            continue
        themes.append(_theme(corpus, grouping, branch, top, None, above[number - 1]))
        for child, group in enumerate(branch, start=1):
            names[group] = f"{top}.{child}"
            themes.append(_theme(corpus, grouping, [group], names[group], top, leaves[group]))
    return tuple(themes), names


def _parent_words(
    corpus: Corpus,
    grouping: Grouping,
    branches: list[list[int]],
    surfaces: SurfaceForms,
    leaves: list[ThemeWords],
) -> list[ThemeWords]:
    """Name the branches, none like a leaf."""
    if all(len(branch) == 1 for branch in branches):
        return []
    # One more entry at the end, for the texts without a word, whose group is -1.
    branch_of = np.full(len(grouping.centers) + 1, -1, dtype=np.intp)
    for number, branch in enumerate(branches):
        branch_of[branch] = number
    taken = [words.label for words in leaves]
    return name_groups(corpus.texts, branch_of[grouping.labels], grouping.scores, surfaces, taken)


def _theme(
    corpus: Corpus,
    grouping: Grouping,
    branch: list[int],
    name: str,
    parent: str | None,
    words: ThemeWords,
) -> Theme:
    members = np.flatnonzero(np.isin(grouping.labels, branch))
    best = members[np.argsort(-grouping.scores[members], kind="stable")]
    # Among equally close texts, one that says enough to be read on its own comes first.
    longer = [i for i in best if len(corpus.texts[i].keys) >= 3]
    ordered = (longer + [i for i in best if len(corpus.texts[i].keys) < 3])[:TYPICAL_KEPT]
    return Theme(
        id=name,
        parent=parent,
        label=words.label,
        terms=tuple(Term(term, round(score, SCORE_DIGITS)) for term, score in words.terms),
        size=sum(len(corpus.ids[i]) for i in members),
        typical=tuple(corpus.ids[i][0] for i in ordered),
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
