"""Agreement of themes with the groups that people made, beside what a textbook would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from analysis import Document, cluster
from analysis.texts.word_choice import WordChoice
from benchmarks.baselines import (
    consensus_kmeans,
    lsa_kmeans,
    tfidf_kmeans,
    word_vectors_kmeans,
)
from benchmarks.labelled_corpora import Task
from benchmarks.reinert import reinert
from benchmarks.verdicts import verdict

FLOOR_AMI, FLOOR_ARI = 0.33, 0.25
GOAL_AMI, GOAL_ARI = 0.40, 0.30
SEEDS = (0, 1, 2)

Method = Callable[[Sequence[str], int, int], Iterable[object]]


@dataclass(frozen=True)
class Agreement:
    """Adjusted mutual information and adjusted Rand index: 0 by chance, 1 when equal."""

    ami: float
    ari: float

    def __str__(self) -> str:
        return f"{self.ami:.3f} / {self.ari:.3f}"


def ours(texts: Sequence[str], groups: int, seed: int, families: bool = True) -> list[str]:
    """Return the theme of each text; without `families`, the words that people listed go."""
    documents = [Document(f"{row:06d}", text) for row, text in enumerate(texts)]
    words = WordChoice(families=families)
    placed = cluster(documents, themes=groups, seed=seed, words=words, remade=False).documents
    return [placement.theme or "none" for placement in placed]


def ours_alone(texts: Sequence[str], groups: int, seed: int) -> list[str]:
    """The same with nothing but the corpus: no families, and no pairs from elsewhere."""
    with patch("analysis.vectors.text_spaces.known_information", return_value=None):
        return ours(texts, groups, seed, families=False)


METHODS: dict[str, Method] = {
    "TF-IDF, k-means": tfidf_kmeans,
    "LSA-30, k-means": lsa_kmeans,
    "Reinert, sparse": reinert,
    "PPMI-SVD, k-means": word_vectors_kmeans,
    "40 runs of both": consensus_kmeans,
    "ours, corpus alone": ours_alone,
    "ours, no families": partial(ours, families=False),
    "ours": ours,
}


def agreement(task: Task, method: Method) -> Agreement:
    """Return the mean agreement of a method over the seeds."""
    found = [method(task.texts, task.groups, seed) for seed in SEEDS]
    return Agreement(
        float(np.mean([adjusted_mutual_info_score(task.labels, labels) for labels in found])),
        float(np.mean([adjusted_rand_score(task.labels, labels) for labels in found])),
    )


def print_agreement(title: str, tasks: Sequence[Task]) -> dict[str, Agreement]:
    """Print agreement per task and method. Returns the mean of each method over the tasks."""
    print(f"{title}, mean of {len(SEEDS)} seeds (AMI / ARI)\n")
    print(f"{'':20}" + "".join(f"{task.name:>22}" for task in tasks) + f"{'mean':>18}")
    means = {}
    for name, method in METHODS.items():
        each = [agreement(task, method) for task in tasks]
        means[name] = Agreement(
            float(np.mean([one.ami for one in each])), float(np.mean([one.ari for one in each]))
        )
        print(f"{name:20}" + "".join(f"{one!s:>22}" for one in each) + f"{means[name]!s:>18}")
    print(flush=True)
    return means


def print_themes(judged: Sequence[Task], others: Sequence[Task]) -> bool:
    """Print both tables and what is met. Returns whether the floor is, with the families."""
    means = print_agreement("Themes: agreement with people's groups", judged)
    for name in ("ours", "ours, no families"):
        print(f"{name:20}{_verdict('floor', means[name], FLOOR_AMI, FLOOR_ARI)}")
        print(f"{'':20}{_verdict('goal', means[name], GOAL_AMI, GOAL_ARI)}")
    print()
    print_agreement("Labels that nobody looked at when the families were written", others)
    return means["ours"].ami >= FLOOR_AMI and means["ours"].ari >= FLOOR_ARI


def _verdict(what: str, mean: Agreement, ami: float, ari: float) -> str:
    met = verdict(mean.ami >= ami and mean.ari >= ari)
    return f"{what}: mean AMI {ami:.2f} and ARI {ari:.2f}: {met}"
