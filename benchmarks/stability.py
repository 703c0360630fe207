"""Whether "solid" and "fragile" say something true: `python -m benchmarks.stability`.

On corpora that people grouped: do solid themes agree better with their groups, and do they come
back more often from other seeds and on halves of the corpus, than fragile ones? And the number of
themes that is chosen, beside the one that people made.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from analysis import ClusterResult, Document, Firmness, cluster
from analysis.firmness import likeness
from analysis.texts.tokens import tokenise
from benchmarks.labelled_corpora import (
    DEFAULT_CORPORA,
    CorporaAbsent,
    Task,
    clustering_tasks,
)
from benchmarks.verdicts import verdict

NEW_SEEDS = (101, 102, 103, 104)
HALVES = 4
Labels = NDArray[np.intp]


@dataclass(frozen=True)
class Judged:
    """One theme: what was said of it, and what is true of it (each 0..1).

    `people` is the best F-measure with a group that people made; `seeds` and `halves` are the mean
    best Jaccard index with the themes of other seeds and of halves of the corpus.
    """

    firmness: Firmness | None
    stability: float
    people: float
    seeds: float
    halves: float


def judged(task: Task) -> list[Judged]:
    """Return the themes of a task, made with as many themes as people made groups."""
    result = _themes(task.texts, range(len(task.texts)), task.groups, 0)
    firm = {theme.id: theme for theme in result.themes}
    names = _with_texts(result)
    own = _labels(result, names)
    people = _best_f(own, np.unique(task.labels, return_inverse=True)[1], len(names))
    everything = range(len(task.texts))
    others = [_again(task, everything, own, names, seed) for seed in NEW_SEEDS]
    halves = [_again(task, _half(task, seed), own, names, seed) for seed in range(HALVES)]
    return [
        Judged(
            firm[name].firmness,
            firm[name].stability or 0.0,
            float(people[row]),
            float(np.nanmean([one[row] for one in others])),
            float(np.nanmean([one[row] for one in halves])),
        )
        for row, name in enumerate(names)
    ]


def without_sense(task: Task) -> Task:
    """Return the task with its words dealt out again: as many in each text, about nothing.

    Words that carry no meaning stay out: texts of these alone are a group that does come back.
    """
    cut = [tokenise(text) for text in task.texts]
    words = [text.surface(index) for text in cut for index in range(len(text.keys))]
    Random(0).shuffle(words)
    dealt = iter(words)
    texts = (" ".join(next(dealt) for _ in text.keys) for text in cut)
    return Task(f"{task.name}, dealt", tuple(texts), task.labels)


def print_firmness(tasks: Sequence[Task]) -> bool:
    """Print what is true of the themes of each firmness. Returns whether solid ones are better."""
    print("Stability: what is true of themes called solid, fair and fragile (means)\n")
    print(f"{'':10}{'themes':>8}{'people (F)':>12}{'new seeds':>12}{'halves':>10}")
    found: dict[Firmness | None, list[Judged]] = defaultdict(list)
    for theme in [theme for task in tasks for theme in judged(task)]:
        found[theme.firmness].append(theme)
    for firmness in Firmness:
        cells = "".join(
            f"{value:>{width}.2f}"
            for value, width in zip(_means(found[firmness]), (12, 12, 10), strict=True)
        )
        print(f"{firmness.value:10}{len(found[firmness]):>8}{cells}")
    solid, fragile = _means(found[Firmness.SOLID]), _means(found[Firmness.FRAGILE])
    better = bool(np.all(np.array(solid) > np.array(fragile)))
    every = [theme for themes in found.values() for theme in themes]
    figures = np.array([[t.stability, t.people, t.seeds, t.halves] for t in every]).T
    told = ", ".join(f"{value:.2f}" for value in np.corrcoef(figures)[0, 1:])
    print(f"\ncorrelation of the stability with these three: {told}")
    print(f"solid themes are better than fragile ones in all three: {verdict(better)}")
    return better


def print_noise(tasks: Sequence[Task]) -> bool:
    """Print what is said of texts without sense. Returns whether no theme of them is solid."""
    print("\nThe same corpora, their words dealt out at random: themes called solid/fair/fragile\n")
    none = True
    for task in map(without_sense, tasks):
        result = _themes(task.texts, range(len(task.texts)), task.groups, 0)
        said = [sum(t.firmness is firmness for t in result.themes) for firmness in Firmness]
        none = none and said[0] == 0
        print(f"{task.name:22}{'/'.join(map(str, said))}")
    print(f"none is solid: {verdict(none)}")
    return none


def print_counts(tasks: Sequence[Task]) -> None:
    """Print the number of themes that is chosen, and what it costs against people's."""
    print("\nNumber of themes: people's, the one chosen, and agreement with people (AMI) at each\n")
    for task in tasks:
        chosen = _themes(task.texts, range(len(task.texts)), None, 0)
        leaves = len({one.theme for one in chosen.documents if one.theme})
        given = _themes(task.texts, range(len(task.texts)), task.groups, 0)
        ami = [adjusted_mutual_info_score(task.labels, _names(one)) for one in (given, chosen)]
        print(f"{task.name:14}{task.groups:>4} {leaves:>4}{ami[0]:>8.3f}{ami[1]:>8.3f}")
    print()


def _themes(
    texts: Sequence[str], rows: Sequence[int], groups: int | None, seed: int
) -> ClusterResult:
    documents = [Document(f"{row:06d}", texts[row]) for row in rows]
    return cluster(documents, themes=groups, seed=seed)


def _with_texts(result: ClusterResult) -> list[str]:
    """Return the themes that hold texts themselves, not those that gather others."""
    return sorted({one.theme for one in result.documents if one.theme})


def _names(result: ClusterResult) -> list[str]:
    return [one.theme or "none" for one in result.documents]


def _labels(result: ClusterResult, names: Sequence[str]) -> Labels:
    """Return the number of the theme of each document; one without a word goes with the first."""
    number = {name: row for row, name in enumerate(names)}
    return np.array([number.get(name, 0) for name in _names(result)], dtype=np.intp)


def _again(
    task: Task, rows: Sequence[int], own: Labels, names: Sequence[str], seed: int
) -> NDArray[np.float64]:
    """Return how like the nearest of other themes each one is, on the texts of `rows`."""
    other = cluster(
        [Document(f"{row:06d}", task.texts[row]) for row in rows],
        themes=len(names),
        seed=seed + 1000,
        remade=False,
    )
    after = _labels(other, _with_texts(other))
    nearest: NDArray[np.float64] = likeness(own[list(rows)], after, len(names)).max(axis=1)
    return nearest


def _half(task: Task, seed: int) -> list[int]:
    n = len(task.texts)
    return sorted(np.random.default_rng(seed).choice(n, n // 2, replace=False).tolist())


def _best_f(own: Labels, people: Labels, k: int) -> NDArray[np.float64]:
    """Return the best F-measure of each theme with a group of people."""
    alike = likeness(own, people, k)
    # F = 2J / (1 + J)
    return np.asarray((2 * alike / (1 + alike)).max(axis=1))


def _means(themes: Sequence[Judged]) -> tuple[float, float, float]:
    if not themes:
        return (float("nan"),) * 3
    return (
        float(np.mean([theme.people for theme in themes])),
        float(np.mean([theme.seeds for theme in themes])),
        float(np.mean([theme.halves for theme in themes])),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Returns 0, 1 when what is said is not true, 2 without corpora."""
    parser = argparse.ArgumentParser(prog="benchmarks.stability", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        tasks = clustering_tasks(options.corpora)
    except CorporaAbsent as absent:
        print(f"stability: NOT RUN. {absent}", file=sys.stderr)
        return 2
    better, none = print_firmness(tasks), print_noise(tasks)
    print_counts(tasks)
    return 0 if better and none else 1


if __name__ == "__main__":
    sys.exit(main())
