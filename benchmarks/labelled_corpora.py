"""The corpora that people have grouped, as tasks."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_CORPORA = ROOT.parent / "shared" / "corpora"
# Labels that say "none of the groups" rather than name one.
NO_GROUP = frozenset({"", "Autres", "WTF"})
SMALLEST_GROUP = 8
QUESTIONS = ("2", "4", "6")


class CorporaAbsent(Exception):
    """The folder of corpora, or a file in it, is not there. The message is for a person."""


@dataclass(frozen=True)
class Task:
    """Texts and the group that a person gave to each."""

    name: str
    texts: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(set(self.labels))


def clustering_tasks(corpora: Path) -> list[Task]:
    """Return the four tasks: three open questions and one idea box.

    Labels that name no group, groups under eight texts and exact duplicates are dropped.
    """
    answers = read_rows(corpora / "nnv_open_answers.csv")
    tasks = []
    for question in QUESTIONS:
        rows = [row for row in answers if row["question"].startswith(f"{question}.")]
        tasks.append(_task(f"answers {question}", rows, "label"))
    tasks.append(_task("ideas", read_rows(corpora / "civocracy_ideas.csv"), "label"))
    return tasks


def objective_tasks(corpora: Path) -> list[Task]:
    """Return measures and solutions that people linked to objectives; small groups are kept."""
    measures = read_rows(corpora / "ccc_measures.csv")
    solutions = read_rows(corpora / "actons_solutions.csv")
    return [
        _task("measures", measures, "objective", smallest=1),
        _task("solutions", solutions, "objectif", smallest=1),
    ]


def unseen_tasks(corpora: Path) -> list[Task]:
    """Return themes and objectives that nobody looked at while the families were written.

    Small corpora, so groups of four texts (of five where the groups are few and broad) count.
    """
    measures = read_rows(corpora / "ccc_measures.csv")
    solutions = read_rows(corpora / "actons_solutions.csv")
    return [
        _task("measures, themes", measures, "theme", smallest=5),
        _task("measures, objectives", measures, "objective", smallest=4),
        _task("solutions, themes", solutions, "categorie", smallest=5),
        _task("solutions, objectives", solutions, "objectif", smallest=4),
    ]


def _task(
    name: str, rows: list[dict[str, str]], label: str, smallest: int = SMALLEST_GROUP
) -> Task:
    first: dict[str, str] = {}
    for row in rows:
        if row[label] not in NO_GROUP:
            first.setdefault(row["text"], row[label])
    sizes = Counter(first.values())
    kept = {text: group for text, group in first.items() if sizes[group] >= smallest}
    return Task(name, tuple(kept), tuple(kept.values()))


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file.

    Raises
    ------
    CorporaAbsent : the file is not there.
    """
    if not path.is_file():
        raise CorporaAbsent(f"{path} is not there: give the folder of corpora with --corpora DIR.")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
