"""Agreement of the links with those that people made: `python -m benchmarks.links`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis import Document, Example, Target, propose_links
from benchmarks.labelled_corpora import (
    DEFAULT_CORPORA,
    CorporaAbsent,
    Task,
    clustering_tasks,
    objective_tasks,
)
from benchmarks.verdicts import verdict

EXAMPLE_SEEDS = (0, 1, 2, 3, 4)
FLOORS = {0: 0.38, 100: 0.60, 200: 0.66}
MOST_CALIBRATION_ERROR = 0.08
BINS = 10
COVERED = (1.0, 0.75, 0.5, 0.25)
# Every third example of the joined texts is one text of two groups.
JOINED_EXAMPLES = 100


@dataclass(frozen=True)
class Judged:
    """Best suggestions, 0 where there is none, and whether a person chose the same."""

    scores: NDArray[np.float64]
    right: NDArray[np.bool_]

    @property
    def accuracy(self) -> float:
        """No suggestion counts as wrong."""
        return float(self.right.mean())

    @property
    def brier(self) -> float:
        """Mean square of the gap between score and truth, where something is suggested."""
        made = self.scores > 0
        return float(((self.scores - self.right)[made] ** 2).mean())

    @property
    def bins(self) -> list[tuple[int, float, float]]:
        """Per tenth of score: suggestions, mean score, share that is right."""
        tenth = np.minimum((self.scores * BINS).astype(int), BINS - 1)
        kept = [(tenth == number) & (self.scores > 0) for number in range(BINS)]
        return [
            (int(k.sum()), float(self.scores[k].mean()), float(self.right[k].mean()))
            if k.any()
            else (0, 0.0, 0.0)
            for k in kept
        ]

    @property
    def calibration_error(self) -> float:
        """Expected calibration error over ten bins (Naeini et al. 2015)."""
        total = sum(count for count, _, _ in self.bins)
        return sum(count * abs(said - true) for count, said, true in self.bins) / total

    def covering(self, share: float) -> float:
        """Accuracy over the `share` of the texts with the highest scores."""
        kept = np.argsort(-self.scores, kind="stable")[: max(1, round(share * len(self.scores)))]
        return float(self.right[kept].mean())


def judged(task: Task, examples: int, seed: int) -> Judged:
    """Judge the best suggestions for the texts that are not examples.

    The targets are the names of the groups. The examples are drawn at random, whatever their
    group.
    """
    names = sorted(set(task.labels))
    drawn = np.random.default_rng(seed).choice(len(task.texts), examples, replace=False)
    given = set(drawn.tolist())
    result = propose_links(
        [Document(str(row), text) for row, text in enumerate(task.texts) if row not in given],
        named_targets(names),
        examples=[
            Example(task.texts[row], str(names.index(task.labels[row]))) for row in sorted(given)
        ],
        seed=seed,
    )
    best = [
        (links.id, links.suggestions[0] if links.suggestions else None)
        for links in result.documents
    ]
    return Judged(
        np.array([found.score if found else 0.0 for _, found in best]),
        np.array(
            [
                found is not None and names[int(found.code)] == task.labels[int(row)]
                for row, found in best
            ]
        ),
    )


def named_targets(names: Sequence[str]) -> list[Target]:
    """Return one target a name; its code is its number."""
    return [Target(str(code), name) for code, name in enumerate(names)]


def link_accuracy(task: Task, examples: int, seed: int) -> float:
    """Return how often the best suggestion is the target that a person chose."""
    return judged(task, examples, seed).accuracy


def joined(task: Task, seed: int) -> tuple[float, float, float]:
    """Return recall, precision and mean number of suggestions on texts of two groups.

    Each judged text is two texts of different groups, one after the other; a third of the
    examples are such texts too, with both codes.
    """
    names = sorted(set(task.labels))
    order = np.random.default_rng(seed).permutation(len(task.texts)).tolist()
    examples: list[Example] = []
    for _ in range(JOINED_EXAMPLES // 3):
        for rows in ([order.pop()], [order.pop()], [order.pop(), order.pop()]):
            text = ". ".join(task.texts[row] for row in rows)
            examples += [Example(text, str(names.index(task.labels[row]))) for row in rows]
    pairs = [
        (a, b)
        for a, b in zip(order[::2], order[1::2], strict=False)
        if task.labels[a] != task.labels[b]
    ]
    documents = [
        Document(str(number), f"{task.texts[a]}. {task.texts[b]}")
        for number, (a, b) in enumerate(pairs)
    ]
    result = propose_links(documents, named_targets(names), examples=examples, seed=seed)
    hits = made = 0
    for links in result.documents:
        wanted = {task.labels[row] for row in pairs[int(links.id)]}
        said = [names[int(found.code)] for found in links.suggestions]
        hits += sum(name in wanted for name in said)
        made += len(said)
    return hits / (2 * len(pairs)), hits / max(made, 1), made / len(pairs)


def print_links(tasks: Sequence[Task], others: Sequence[Task]) -> bool:
    """Print accuracy, calibration and coverage. Returns whether the floors are met."""
    print("Links: the best suggestion is the one that a person chose (accuracy)\n")
    print(f"{'':18}" + "".join(f"{task.name:>16}" for task in tasks) + f"{'mean':>16}")
    met, kept = True, {}
    for count, floor in FLOORS.items():
        seeds = EXAMPLE_SEEDS if count else (0,)
        kept[count] = [[judged(task, count, seed) for seed in seeds] for task in tasks]
        scores = [float(np.mean([one.accuracy for one in found])) for found in kept[count]]
        mean = float(np.mean(scores))
        met = met and mean >= floor
        cells = "".join(f"{score:>16.3f}" for score in [*scores, mean])
        note = f"   floor {floor:.2f}: {verdict(mean >= floor)}"
        print(f"{f'{count} examples':18}{cells}{note}", flush=True)
    print("\nLinks to objectives, no example, on two other corpora\n")
    kept_others = [judged(task, 0, 0) for task in others]
    for task, found in zip(others, kept_others, strict=True):
        print(f"{task.name:18}{found.accuracy:.3f}  ({task.groups} objectives)")
    print("\nAre the scores of the best suggestions probabilities?\n")
    for count, drawn in kept.items():
        error = _print_calibration(f"{count} examples", drawn)
        # Without a decision nobody can know how strict the people of this corpus are.
        if count:
            held = error <= MOST_CALIBRATION_ERROR
            print(f"{'':16} error at most {MOST_CALIBRATION_ERROR}: {verdict(held)}", flush=True)
            met = met and held
    _print_calibration("objectives, 0", [[found] for found in kept_others])
    _print_joined(tasks)
    return met


def _print_calibration(name: str, found: Sequence[Sequence[Judged]]) -> float:
    """Print means over tasks and seeds, and the reliability of all of them together.

    Returns the mean expected calibration error.
    """
    everything = [one for of_task in found for one in of_task]
    error = float(np.mean([one.calibration_error for one in everything]))
    brier = float(np.mean([one.brier for one in everything]))
    covering = [float(np.mean([one.covering(share) for one in everything])) for share in COVERED]
    curve = ", ".join(f"{c:.0%} {a:.3f}" for c, a in zip(COVERED, covering, strict=True))
    made = float(np.mean([(one.scores > 0).mean() for one in everything]))
    print(f"{name:16} expected calibration error {error:.3f}, Brier {brier:.3f}")
    print(f"{'':16} suggested for {made:.1%}; accuracy over the surest texts: {curve}")
    pooled = Judged(
        np.concatenate([one.scores for one in everything]),
        np.concatenate([one.right for one in everything]),
    )
    said = " ".join(f"{said:.2f}→{true:.2f}" for count, said, true in pooled.bins if count >= 20)
    print(f"{'':16} score → right: {said}", flush=True)
    return error


def _print_joined(tasks: Sequence[Task]) -> None:
    found = np.mean([joined(task, seed) for task in tasks for seed in EXAMPLE_SEEDS[:2]], axis=0)
    print("\nTexts of two groups, joined, 100 examples of which a third are joined too\n")
    print(
        f"both groups found {found[0]:.3f}, suggestions that are right {found[1]:.3f}, "
        f"suggestions a text {found[2]:.2f}\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Returns 0, 1 when a floor is missed, 2 without corpora."""
    parser = argparse.ArgumentParser(prog="benchmarks.links", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        tasks, others = clustering_tasks(options.corpora), objective_tasks(options.corpora)
    except CorporaAbsent as absent:
        print(f"links: NOT RUN. {absent}", file=sys.stderr)
        return 2
    return 0 if print_links(tasks, others) else 1


if __name__ == "__main__":
    sys.exit(main())
