"""Where a command does its heavy parts, and where it keeps what is finished."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.running.dask_cluster import DaskWorkers
from analysis.running.processes import Processes
from analysis.steps import FolderSteps, NoSteps, Steps
from analysis.workers import OneProcess, Workers

MOST_WORKERS = 256


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Ask where the heavy parts run and where finished steps are kept."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="processes of this machine"
    )
    where.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="a dask scheduler")
    parser.add_argument(
        "--steps",
        type=Path,
        metavar="DIR",
        help="keep finished steps here: a command that was stopped goes on from there",
    )


@contextmanager
def workers_asked(options: argparse.Namespace) -> Iterator[Workers]:
    """Give the workers that the options of `add_workers` describe, and let them go at the end.

    Raises
    ------
    AnalysisError : the scheduler cannot be used.
    """
    if options.scheduler:
        with DaskWorkers(options.scheduler) as cluster:
            yield cluster
    elif options.workers > 1:
        with Processes(options.workers) as processes:
            yield processes
    else:
        yield OneProcess()


def steps_asked(options: argparse.Namespace) -> Steps:
    """Return where finished steps are kept.

    Raises
    ------
    AnalysisError : it is a file, or a folder that cannot be made.
    """
    if options.steps is None:
        return NoSteps()
    if options.steps.exists() and not options.steps.is_dir():
        raise AnalysisError(f"{options.steps} is not a folder.")
    try:
        # Now, rather than after the first long step.
        options.steps.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AnalysisError(f"{options.steps} cannot be made: {error.strerror}.") from error
    return FolderSteps(options.steps)


def _count(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() else 0
    if not 1 <= number <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(
            f"{value!r} is not a number of processes from 1 to {MOST_WORKERS}"
        )
    return number
