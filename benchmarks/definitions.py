"""Definitions that others wrote: do they import, and can they be answered from start to end?

    python -m benchmarks.definitions DIRECTORY [--details]

One line a file, then a table. A file that is refused with its reasons is an answer; one that
raises anything else is a fault, and the command exits with 1.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.willing_person import Answered, Stuck, answer_to_the_end
from surveys.files import read_definition
from surveys.model import Survey
from surveys.problems import SurveyError
from surveys.reading import ReadResult
from surveys.xlsform import read_xlsform, write_xlsform
from surveys.yaml_form import read_yaml, write_yaml

SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".csv", ".md", ".lss", ".txt", ".tsv", ".yaml", ".yml"}
)


@dataclass
class Outcome:
    """What came of one file; `seconds` is all of it: reading, answering, writing, reading."""

    path: Path
    seconds: float = 0.0
    read: ReadResult | None = None
    answered: Answered | None = None
    round_trip: bool = False
    refusal: str = ""
    stuck: str = ""
    crash: str = ""

    @property
    def verdict(self) -> str:
        if self.crash:
            return "crashed"
        if self.read is None:
            return "refused"
        if self.answered is None:
            return "stuck"
        return "answered to the end" if self.round_trip else "round trip differs"


def tried(path: Path) -> Outcome:
    """Read, answer and write one file; nothing raises."""
    outcome = Outcome(path)
    started = time.perf_counter()
    try:
        outcome.read = read_definition(path.read_bytes())
        outcome.answered = answer_to_the_end(outcome.read.survey)
        outcome.round_trip = _reads_back(outcome.read.survey)
    except SurveyError as error:
        outcome.refusal = " / ".join(str(problem) for problem in error.problems[:3])
    except Stuck as error:
        outcome.stuck = str(error)
    except Exception:
        outcome.crash = traceback.format_exc()
    outcome.seconds = time.perf_counter() - started
    return outcome


def _reads_back(survey: Survey) -> bool:
    try:
        written = read_xlsform(write_xlsform(survey)).survey
    except SurveyError:
        return False
    return written == survey == read_yaml(write_yaml(survey))


def line(outcome: Outcome) -> str:
    """One line about one file."""
    told = outcome.refusal or outcome.stuck or outcome.crash.strip().rpartition("\n")[2]
    if outcome.read is not None:
        counts = f"{len(outcome.read.survey.questions)} questions"
        counts += f", {len(outcome.read.unsupported)} told as not carried over"
        told = f"{counts}. {told}"
    name = outcome.path.name[:44]
    return f"{outcome.verdict:20} {outcome.seconds:6.2f} s  {name:44} {told[:300]}".rstrip()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.definitions")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--details", action="store_true", help="list all that is not carried over")
    asked = parser.parse_args(arguments)
    paths = sorted(p for p in asked.directory.rglob("*") if p.suffix.lower() in SUFFIXES)
    outcomes = []
    for path in paths:
        outcome = tried(path)
        outcomes.append(outcome)
        print(line(outcome), flush=True)
        if asked.details and outcome.read:
            for one in outcome.read.unsupported:
                print(f"    {one.row or '–'}  {one.name or '–'}  {one.what}: {one.reason}")
        if outcome.crash:
            print(outcome.crash, file=sys.stderr)
    _summary(outcomes)
    return 1 if any(outcome.crash for outcome in outcomes) else 0


def _summary(outcomes: list[Outcome]) -> None:
    print(
        f"\n{'Format':8} {'files':>6} {'imported':>9} {'to the end':>11} {'round trip':>11}", end=""
    )
    print(f" {'refused':>8} {'crashed':>8}")
    kinds = Counter(outcome.path.suffix.lower() for outcome in outcomes)
    for kind, count in [*sorted(kinds.items()), ("all", len(outcomes))]:
        these = [o for o in outcomes if kind in (o.path.suffix.lower(), "all")]
        imported = sum(o.read is not None for o in these)
        ended = sum(o.answered is not None for o in these)
        same = sum(o.round_trip for o in these)
        refused = sum(bool(o.refusal) and o.read is None for o in these)
        crashed = sum(bool(o.crash) for o in these)
        counts = (count, imported, ended, same, refused, crashed)
        print(f"{kind:8}" + "".join(f"{each:12}" for each in counts))


if __name__ == "__main__":
    sys.exit(main())
