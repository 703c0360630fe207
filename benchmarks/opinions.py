"""Opinion groups: agreement with those of Polis, and time: `python -m benchmarks.opinions`."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from sklearn.metrics import adjusted_rand_score

from analysis.commands.opinions import read_votes
from analysis.opinions import OpinionResult, Vote, opinion_groups
from benchmarks.labelled_corpora import DEFAULT_CORPORA, CorporaAbsent, read_rows

CONVERSATIONS = ("15-per-hour-seattle", "scoop-hivemind.biodiversity")
FLOOR = 0.8
VOTERS, STATEMENTS, VOTES_EACH = 20_000, 2_000, 40
MOST_SECONDS = 20.0


def agreement(corpora: Path, name: str) -> tuple[OpinionResult, float, float]:
    """Our groups of a conversation, their adjusted Rand index with those of Polis, seconds."""
    path = corpora / "polis" / name / "participants-votes.csv"
    theirs = {row["participant"]: row["group-id"] for row in read_rows(path) if row["group-id"]}
    started = perf_counter()
    found = opinion_groups(read_votes(path))
    seconds = perf_counter() - started
    both = [voter for voter in found.members if voter in theirs]
    ours = [found.members[voter] for voter in both]
    return found, adjusted_rand_score([theirs[voter] for voter in both], ours), seconds


def made_up(voters: int, statements: int, each: int) -> tuple[list[Vote], dict[str, int]]:
    """Votes of three camps that lean differently on every statement, and the camp of each voter."""
    chance = random.Random(2016)
    leanings = [[chance.uniform(-0.7, 0.7) for _ in range(statements)] for _ in range(3)]
    camps = {str(voter): chance.randrange(3) for voter in range(voters)}
    votes = []
    for voter, camp in camps.items():
        for one in chance.sample(range(statements), each):
            said = leanings[camp][one] + chance.gauss(0, 0.5)
            votes.append(Vote(voter, str(one), (said > 0.3) - (said < -0.3)))
    return votes, camps


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Returns 0, 1 when a limit is passed, 2 without the corpus."""
    parser = argparse.ArgumentParser(prog="benchmarks.opinions", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    print(f"\n{'Opinion groups, against those of Polis':40}{'voters':>8}{'grouped':>9}", end="")
    print(f"{'ARI':>7}{'silhouette':>12}{'seconds':>9}  groups and stability")
    met = True
    try:
        for name in CONVERSATIONS:
            found, index, seconds = agreement(options.corpora, name)
            met = met and index >= FLOOR
            _line(name, found, index, seconds)
    except CorporaAbsent as error:
        print(f"opinions: NOT RUN. {error}", file=sys.stderr)
        return 2
    votes, camps = made_up(VOTERS, STATEMENTS, VOTES_EACH)
    started = perf_counter()
    found = opinion_groups(votes)
    seconds = perf_counter() - started
    known = [camps[voter] for voter in found.members]
    index = adjusted_rand_score(known, list(found.members.values()))
    _line(f"three made-up camps, {STATEMENTS:,} statements", found, index, seconds)
    met = met and seconds < MOST_SECONDS
    print(f"ARI of at least {FLOOR} on both conversations: {'met' if met else 'NOT MET'}")
    return 0 if met else 1


def _line(name: str, found: OpinionResult, index: float, seconds: float) -> None:
    groups = ", ".join(f"{one.name} {one.size} ({one.stability})" for one in found.groups)
    separation = "–" if found.separation is None else f"{found.separation:.3f}"
    print(
        f"{name:40}{found.voters:8,}{found.grouped:9,}{index:7.3f}{separation:>12}"
        f"{seconds:9.1f}  {groups}"
    )


if __name__ == "__main__":
    sys.exit(main())
