"""Agreement of the analysis with the groups that people made: `python -m benchmarks.quality`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analysis import Document, Example, Target, propose_links
from benchmarks.labelled_corpora import (
    DEFAULT_CORPORA,
    CorporaAbsent,
    Task,
    clustering_tasks,
    objective_tasks,
    unseen_tasks,
)
from benchmarks.theme_agreement import print_themes

EXAMPLE_SEEDS = (0, 1, 2, 3, 4)
EXAMPLE_COUNTS = (0, 100, 200)
LATER_LINKS = {0: 0.38, 100: 0.60}


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
        unseen = unseen_tasks(options.corpora)
    except CorporaAbsent as absent:
        print(f"quality: NOT RUN. {absent}", file=sys.stderr)
        return 2
    met = print_themes(tasks, unseen)
    print_links(tasks, others)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
