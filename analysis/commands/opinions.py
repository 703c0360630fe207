"""`python -m analysis opinions VOTES`: groups of opinion from a table of votes."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.commands.asked import add_output, add_seed
from analysis.commands.output import check_output, run_json, write_json
from analysis.commands.tables import Table, read_table
from analysis.errors import AnalysisError
from analysis.opinions import AGREE, DISAGREE, PASS, OpinionResult, Vote, opinion_groups

LONG = ("voter", "statement", "vote")
WIDE = "participant"
"""The first column of the votes that Polis exports; its statements are named by numbers."""
WORDS = {
    "1": AGREE,
    "agree": AGREE,
    "0": PASS,
    "pass": PASS,
    "-1": DISAGREE,
    "disagree": DISAGREE,
}


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "opinions", help="group voters by what they agree and disagree with"
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="VOTES",
        help="CSV: voter,statement,vote, or one row a participant as Polis exports;"
        " 1 agrees, -1 disagrees, 0 passes, empty was not seen",
    )
    add_seed(parser)
    add_output(parser, "OUT.json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file)
    result = opinion_groups(read_votes(options.file), seed=options.seed)
    write_json(opinions_json(result), options.output)
    return 0


def read_votes(path: Path) -> list[Vote]:
    """Read votes, one a row or one voter a row.

    Raises
    ------
    AnalysisError : the file cannot be read, has neither layout, or holds what is no vote.
    """
    table = read_table(path)
    if all(name in table.columns for name in LONG):
        rows = zip(*(table.column(name) for name in LONG), strict=True)
        cells = [(voter.strip(), statement.strip(), said) for voter, statement, said in rows]
    elif WIDE in table.columns:
        cells = _wide_cells(table)
    else:
        raise AnalysisError(
            f"{table.name} has neither the columns {', '.join(LONG)} nor a column {WIDE!r}."
        )
    return [
        Vote(voter, statement, _value(said, table.name))
        for voter, statement, said in cells
        if said.strip()
    ]


def _wide_cells(table: Table) -> list[tuple[str, str, str]]:
    voters = table.column(WIDE)
    statements = [name for name in table.columns if name.isdecimal()]
    if not statements:
        raise AnalysisError(f"{table.name} has no column named by the number of a statement.")
    cells = []
    for name in statements:
        said = table.column(name)
        cells += [(voter.strip(), name, one) for voter, one in zip(voters, said, strict=True)]
    return cells


def _value(said: str, name: str) -> int:
    value = WORDS.get(said.strip().casefold())
    if value is None:
        raise AnalysisError(f"{name}: {said[:40]!r} is no vote; write 1, 0 or -1.")
    return value


def opinions_json(result: OpinionResult) -> dict[str, Any]:
    """Return groups of opinion as plain values, in the order in which they are written."""
    return {
        "run": run_json(result.run),
        "voters": result.voters,
        "grouped": result.grouped,
        "statements": result.statements,
        "votes": result.votes,
        "separation": result.separation,
        "groups": [asdict(group) for group in result.groups],
        "opinions": [asdict(opinion) for opinion in result.opinions],
        "members": dict(sorted(result.members.items())),
    }
