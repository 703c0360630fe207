"""The command line: `python -m analysis COMMAND …`, one module a command."""

from __future__ import annotations

import argparse
import io
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
LONGEST_SENTENCE = 1_000
"""Letters of an error; it may name what a file holds, which may be of any length."""

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
        self.exit(BAD_INPUT, f"{self.prog}: {_one_line(message)}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code, or 2 after one line on the error stream."""
    parser = _OneLineParser(
        prog="analysis", description="Themes and links from plain French texts."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Words of people may hold letters that the terminal has not.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return int(options.run(options))
    except AnalysisError as error:
        told = str(error)
    except MemoryError:
        told = "There is not enough memory here for so many texts."
    except OSError as error:
        # The disk is full or the folder of the steps is not ours: nothing that a text can tell.
        told = f"{error.filename or 'A file'} cannot be used: {error.strerror or error}."
    sys.stderr.write(f"analysis: {_one_line(told)}\n")
    return BAD_INPUT


def _one_line(told: str) -> str:
    """A sentence that no terminal takes for an order, whatever it quotes."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())
    return line if len(line) <= LONGEST_SENTENCE else f"{line[:LONGEST_SENTENCE]}…"
