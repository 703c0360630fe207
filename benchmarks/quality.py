"""Agreement of the analysis with the groups that people made: `python -m benchmarks.quality`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from analysis import Document, Example, Target, cluster, propose_links
from benchmarks.baselines import lsa_kmeans, tfidf_kmeans
from benchmarks.labelled_corpora import (
    DEFAULT_CORPORA,
    CorporaAbsent,
    Task,
    clustering_tasks,
    objective_tasks,
)

FLOOR_AMI = 0.28
LATER_AMI, LATER_ARI = 0.33, 0.25
SEEDS = (0, 1, 2)
EXAMPLE_SEEDS = (0, 1, 2, 3, 4)
EXAMPLE_COUNTS = (0, 100, 200)
LATER_LINKS = {0: 0.38, 100: 0.60}


def ours(texts: Sequence[str], groups: int, seed: int) -> list[str]:
    """Return the theme of each text."""
    documents = [Document(f"{row:06d}", text) for row, text in enumerate(texts)]
    placed = cluster(documents, themes=groups, seed=seed).documents
    return [placement.theme or "none" for placement in placed]


METHODS: dict[str, Callable[[Sequence[str], int, int], Iterable[object]]] = {
    "TF-IDF, k-means": tfidf_kmeans,
    "LSA-30, k-means": lsa_kmeans,
    "ours": ours,
}


def agreement(task: Task, method: str) -> tuple[float, float]:
    """Return the mean AMI and ARI of a method over the seeds."""
    found = [METHODS[method](task.texts, task.groups, seed) for seed in SEEDS]
    return (
        float(np.mean([adjusted_mutual_info_score(task.labels, labels) for labels in found])),
        float(np.mean([adjusted_rand_score(task.labels, labels) for labels in found])),
    )


def link_accuracy(task: Task, examples: int, seed: int) -> float:
    """Return how often the best suggestion is the target that a person chose.

    The targets are the names of the groups. The examples are drawn at random, whatever their
    group; the other texts are judged. No suggestion counts as wrong.
    """
    names = sorted(set(task.labels))
    drawn = np.random.default_rng(seed).choice(len(task.texts), examples, replace=False)
    given = set(drawn.tolist())
    judged = [row for row in range(len(task.texts)) if row not in given]
    result = propose_links(
        [Document(str(row), task.texts[row]) for row in judged],
        [Target(str(code), name) for code, name in enumerate(names)],
        examples=[
            Example(task.texts[row], str(names.index(task.labels[row]))) for row in sorted(given)
        ],
        seed=seed,
    )
    right = [
        bool(links.suggestions)
        and names[int(links.suggestions[0].code)] == task.labels[int(links.id)]
        for links in result.documents
    ]
    return float(np.mean(right))


def print_clustering(tasks: Sequence[Task]) -> bool:
    """Print agreement per task and method. Returns whether the floor of quality is met."""
    print(f"Themes: agreement with people's groups, mean of {len(SEEDS)} seeds (AMI / ARI)\n")
    print(f"{'':18}" + "".join(f"{task.name:>16}" for task in tasks) + f"{'mean':>16}")
    mean = (0.0, 0.0)
    for method in METHODS:
        scores = [agreement(task, method) for task in tasks]
        mean = (float(np.mean([s[0] for s in scores])), float(np.mean([s[1] for s in scores])))
        cells = "".join(f"{f'{ami:.3f} / {ari:.3f}':>16}" for ami, ari in [*scores, mean])
        print(f"{method:18}{cells}", flush=True)
    print(f"\nfloor: mean AMI {FLOOR_AMI:.2f}: {_met(mean[0] >= FLOOR_AMI)}")
    later = mean[0] >= LATER_AMI and mean[1] >= LATER_ARI
    print(f"aim:   mean AMI {LATER_AMI:.2f} and ARI {LATER_ARI:.2f}: {_met(later)}\n")
    return mean[0] >= FLOOR_AMI


def print_links(tasks: Sequence[Task], others: Sequence[Task]) -> None:
    """Print the accuracy of the best suggestion, with and without examples."""
    print("Links: the best suggestion is the one that a person chose (accuracy)\n")
    print(f"{'':18}" + "".join(f"{task.name:>16}" for task in tasks) + f"{'mean':>16}")
    for count in EXAMPLE_COUNTS:
        seeds = EXAMPLE_SEEDS if count else (0,)
        scores = [
            float(np.mean([link_accuracy(task, count, seed) for seed in seeds])) for task in tasks
        ]
        mean = float(np.mean(scores))
        cells = "".join(f"{score:>16.3f}" for score in [*scores, mean])
        aim = LATER_LINKS.get(count)
        note = f"   aim {aim:.2f}: {_met(mean >= aim)}" if aim else ""
        print(f"{f'{count} examples':18}{cells}{note}", flush=True)
    print("\nLinks to objectives, no example, on two other corpora\n")
    for task in others:
        print(f"{task.name:18}{link_accuracy(task, 0, 0):.3f}  ({task.groups} objectives)")
    print()


def _met(met: bool) -> str:
    return "met" if met else "NOT MET"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Returns 0, 1 when the floor is missed, 2 without corpora."""
    parser = argparse.ArgumentParser(prog="benchmarks.quality", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        tasks, others = clustering_tasks(options.corpora), objective_tasks(options.corpora)
    except CorporaAbsent as absent:
        print(f"quality: NOT RUN. {absent}", file=sys.stderr)
        return 2
    met = print_clustering(tasks)
    print_links(tasks, others)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
