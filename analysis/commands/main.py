"""The command line: `python -m analysis COMMAND …`, one module a command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from analysis.commands import (
    grouping,
    mapping,
    opinions,
    report,
    sensitivity,
    verify,
    voices,
)
from analysis.errors import AnalysisError

BAD_INPUT = 2

# Each has `add_to(commands)`, which declares its options and sets `run`: (options) -> exit code.
COMMANDS = (
    grouping,
    mapping,
    opinions,
    report,
    sensitivity,
    verify,
    voices,
)


class _OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code, or 2 after one line on the error stream."""
    parser = _OneLineParser(
        prog="analysis", description="Themes and links from plain French texts."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except AnalysisError as error:
        sys.stderr.write(f"analysis: {' '.join(str(error).split())}\n")
        return BAD_INPUT
