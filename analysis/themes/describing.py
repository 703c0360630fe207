"""What is told of the groups that were found: a tree of named themes, and where each text is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.progress import Progress
from analysis.results import Placement, Term, Theme
from analysis.texts.corpus import Corpus, DistinctTexts
from analysis.texts.near_duplicates import NearDuplicates
from analysis.texts.phrases import SurfaceForms
from analysis.themes.grouping import Grouping
from analysis.themes.labels import ThemeWords, name_groups
from analysis.themes.placing import Placed
from analysis.themes.theme_tree import theme_tree

TYPICAL_KEPT = 10
SCORE_DIGITS = 4


@dataclass(frozen=True)
class Weighed:
    """How much each group holds.

    Attributes
    ----------
    documents : (k,) documents.
    distinct : (k,) distinct texts, near duplicates counted once.
    """

    documents: NDArray[np.intp]
    distinct: NDArray[np.intp]


def weighed(texts: DistinctTexts, copies: NearDuplicates, placed: Placed, k: int) -> Weighed:
    """Count what each of k groups holds."""
    worded = placed.labels >= 0
    alone = worded & (copies.representative == np.arange(len(worded)))
    return Weighed(
        np.bincount(placed.labels[worded], texts.weights[worded], minlength=k).astype(np.intp),
        np.bincount(placed.labels[alone], minlength=k),
    )


def branches_of(grouping: Grouping, held: Weighed, *, nested: bool) -> list[list[int]]:
    """Gather the groups under parents: branches of group numbers, larger ones first."""
    k = len(grouping.centers)
    if not nested:
        return [[group] for group in range(k)]
    # Copies weigh nothing here, or a campaign would move the parents.
    branches = theme_tree(grouping.centers, held.distinct.astype(float))
    return sorted(branches, key=lambda branch: (-int(held.documents[branch].sum()), branch))


def group_names(branches: list[list[int]]) -> list[str]:
    """Return the id of the theme of each group: "t2", or "t2.1" under a parent."""
    names = [""] * sum(len(branch) for branch in branches)
    for number, branch in enumerate(branches, start=1):
        for child, group in enumerate(branch, start=1):
            names[group] = f"t{number}" if len(branch) == 1 else f"t{number}.{child}"
    return names


def listed_themes(
    corpus: Corpus,
    grouping: Grouping,
    branches: list[list[int]],
    held: Weighed,
    progress: Progress,
) -> tuple[Theme, ...]:
    """Return the themes, parents first. Words and verbatims come from the texts of `corpus`."""
    progress(0.0, "labels")
    surfaces = SurfaceForms(corpus.texts)
    progress(0.3, "labels")
    leaves = name_groups(corpus.texts, grouping.labels, grouping.scores, surfaces)
    progress(0.6, "labels")
    above = _parent_words(corpus, grouping, branches, surfaces, leaves)
    names = group_names(branches)
    themes: list[Theme] = []
    for number, branch in enumerate(branches, start=1):
        top = None
        if len(branch) > 1:
            top = f"t{number}"
            themes.append(_theme(corpus, grouping, held, branch, top, None, above[number - 1]))
        themes += [
            _theme(corpus, grouping, held, [group], names[group], top, leaves[group])
            for group in branch
        ]
    return tuple(themes)


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
    branch_of = np.zeros(len(grouping.centers), dtype=np.intp)
    for number, branch in enumerate(branches):
        branch_of[branch] = number
    taken = [words.label for words in leaves]
    return name_groups(corpus.texts, branch_of[grouping.labels], grouping.scores, surfaces, taken)


def _theme(
    corpus: Corpus,
    grouping: Grouping,
    held: Weighed,
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
        size=int(held.documents[branch].sum()),
        typical=tuple(corpus.documents[i][0].id for i in ordered),
        distinct=int(held.distinct[branch].sum()),
    )


def placements(texts: DistinctTexts, placed: Placed, names: list[str]) -> tuple[Placement, ...]:
    """Return where each document is, sorted by id."""
    found = [
        Placement(
            id=document.id,
            theme=names[group] if group >= 0 else None,
            score=round(float(score), SCORE_DIGITS),
        )
        for documents, group, score in zip(
            texts.documents, placed.labels, placed.scores, strict=True
        )
        for document in documents
    ]
    return tuple(sorted(found, key=lambda placement: placement.id))
