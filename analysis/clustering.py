"""Themes from plain texts: the whole way from documents to a labelled tree of themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.consensus import Labels, consensus
from analysis.corpus import Corpus, canonical_corpus
from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.labels import ThemeWords, name_groups
from analysis.manifest import manifest
from analysis.progress import Progress, monotone, part, silent
from analysis.results import ClusterResult, Placement, Term, Theme
from analysis.spherical_kmeans import group_sums
from analysis.splitting import same_words_together, split_until
from analysis.text_spaces import TextSpaces
from analysis.text_vectors import unit_rows
from analysis.theme_count import choose_theme_count
from analysis.theme_tree import theme_tree
from analysis.voters import RUNS, votes

MOST_THEMES = 1000
TYPICAL_KEPT = 10
SCORE_DIGITS = 4


@dataclass(frozen=True)
class _Grouping:
    """Distinct texts with a word, in groups 0..k-1 (larger first).

    Attributes
    ----------
    labels : (n,) group of each distinct text; -1 for a text without a word.
    scores : (n,) cosine with the centre of the group, 0..1.
    centers : (k × d) unit vectors.
    """

    labels: Labels
    scores: NDArray[np.float64]
    centers: NDArray[np.float64]


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
        grouping = _group(corpus, themes, seed, part(report, 0.2, 0.9), settings)
        report(0.9, "labels")
        listed, names = _listed_themes(corpus, grouping, nested=themes is None)
    report(1.0, "done")
    return ClusterResult(
        run=manifest(settings, corpus.hash, started),
        themes=listed,
        documents=_placements(corpus, grouping, names),
    )


def _group(
    corpus: Corpus, themes: int | None, seed: int, progress: Progress, settings: dict[str, Any]
) -> _Grouping:
    worded = np.array([i for i, text in enumerate(corpus.texts) if text.keys], dtype=np.intp)
    labels = np.full(len(corpus.texts), -1, dtype=np.intp)
    scores = np.zeros(len(corpus.texts))
    if len(worded) == 0:
        settings["note"] = "No text holds a word."
        return _Grouping(labels, scores, np.zeros((0, 1)))
    progress(0.0, "vectors")
    spaces = TextSpaces(random_state=seed).fit([corpus.texts[i] for i in worded])
    rows = spaces.views_[-1]
    wanted = themes
    if wanted is None:
        wanted, settings["worth"] = choose_theme_count(rows, seed, part(progress, 0.3, 0.5))
    groups = min(wanted, int(spaces.bags_.max()) + 1)
    found = _consensus(spaces, groups, seed, part(progress, 0.5, 1.0))
    sizes = np.bincount(found, [len(corpus.ids[i]) for i in worded])
    rank = np.empty(len(sizes), dtype=np.intp)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    found = rank[found]
    if len(sizes) < wanted:
        settings["note"] = f"{len(sizes)} themes: there are not more texts of different words."
    centers = unit_rows(group_sums(rows, found, len(sizes)))
    labels[worded] = found
    scores[worded] = np.clip((rows * centers[found]).sum(axis=1), 0.0, 1.0)
    return _Grouping(labels, scores, centers)


def _consensus(spaces: TextSpaces, groups: int, seed: int, progress: Progress) -> Labels:
    if groups == 1:
        return np.zeros(len(spaces.views_[0]), dtype=np.intp)
    cast = votes(spaces.views_, groups, seed, part(progress, 0.0, 0.8))
    progress(0.8, "consensus")
    agreed = same_words_together(consensus(cast, groups, seed), spaces.bags_)
    return split_until(agreed, spaces.views_[-1], spaces.bags_, groups)


def _listed_themes(
    corpus: Corpus, grouping: _Grouping, nested: bool
) -> tuple[tuple[Theme, ...], list[str]]:
    """Return the themes, parents first, and the id of each group."""
    k = len(grouping.centers)
    weights = np.array([len(ids) for ids in corpus.ids], dtype=float)
    worded = grouping.labels >= 0
    sizes = np.bincount(grouping.labels[worded], weights[worded], minlength=k).astype(float)
    branches = theme_tree(grouping.centers, sizes) if nested else [[group] for group in range(k)]
    leaves = name_groups(corpus.texts, grouping.labels, grouping.scores, k)
    above = _parent_words(corpus, grouping, branches, [words.label for words in leaves])
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
    corpus: Corpus, grouping: _Grouping, branches: list[list[int]], taken: list[str]
) -> list[ThemeWords]:
    if all(len(branch) == 1 for branch in branches):
        return []
    branch_of = np.zeros(len(grouping.centers) + 1, dtype=np.intp)
    branch_of[-1] = -1
    for number, branch in enumerate(branches):
        branch_of[branch] = number
    joined = branch_of[grouping.labels]
    return name_groups(corpus.texts, joined, grouping.scores, len(branches), taken)


def _theme(
    corpus: Corpus,
    grouping: _Grouping,
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


def _placements(corpus: Corpus, grouping: _Grouping, names: list[str]) -> tuple[Placement, ...]:
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
