"""Agreement of the themes with the groups that people made: `python -m benchmarks.quality`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from analysis import Document, cluster
from benchmarks.baselines import lsa_kmeans, tfidf_kmeans
from benchmarks.labelled_corpora import (
    DEFAULT_CORPORA,
    CorporaAbsent,
    Task,
    clustering_tasks,
)
from benchmarks.verdicts import verdict

FLOOR_AMI = 0.28
LATER_AMI, LATER_ARI = 0.33, 0.25
SEEDS = (0, 1, 2)


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
    print(f"\nfloor: mean AMI {FLOOR_AMI:.2f}: {verdict(mean[0] >= FLOOR_AMI)}")
    later = mean[0] >= LATER_AMI and mean[1] >= LATER_ARI
    print(f"aim:   mean AMI {LATER_AMI:.2f} and ARI {LATER_ARI:.2f}: {verdict(later)}\n")
    return mean[0] >= FLOOR_AMI


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Returns 0, 1 when the floor is missed, 2 without corpora."""
    parser = argparse.ArgumentParser(prog="benchmarks.quality", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        tasks = clustering_tasks(options.corpora)
    except CorporaAbsent as absent:
        print(f"quality: NOT RUN. {absent}", file=sys.stderr)
        return 2
    return 0 if print_clustering(tasks) else 1


if __name__ == "__main__":
    sys.exit(main())
