"""Time and memory of the command line, and what more workers save: `python -m benchmarks.speed`.

Whole processes, from the table to the written result: wall seconds (median of the rounds), and the
peak of the memory of the process and of all its children. Machines are noisy: the comparisons
(growth, workers) are ratios of runs that take turns. `--million` adds texts up to a million, made
up from the proposals (`made_up_corpus`).
"""

from __future__ import annotations

import argparse
import contextlib
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks.labelled_corpora import DEFAULT_CORPORA, ROOT
from benchmarks.made_up_corpus import write_made_up
from benchmarks.verdicts import verdict

CORPUS = "makeorg_proposals.csv"
ROUNDS = 5
SHORT, LONG = 20_000, 1_000_000
GROWTH = (10_000, 100_000, LONG)
MOST_OF_ONE = 0.65
# To look disturbs what is looked at: what processes share is counted by the system page by page.
BETWEEN_LOOKS, BETWEEN_LOOKS_AT_SEVERAL = 0.05, 0.5


@dataclass(frozen=True)
class Floor:
    """Most wall seconds and gigabytes, with so many workers."""

    seconds: float
    gigabytes: float
    workers: int


QUICK = Floor(8.0, 0.6, 1)
# Nobody set one for a number of themes that is chosen: what a person waits for.
CHOSEN = Floor(30.0, 1.5, 1)
MILLION = Floor(360.0, 4.0, 2)


@dataclass(frozen=True)
class Took:
    """Wall seconds, seconds of the processors, peak resident gigabytes: all processes together."""

    wall: float
    cpu: float
    gigabytes: float


def whole_process(corpus: Path, themes: str, *more: str) -> Took:
    """Run the command once.

    Raises
    ------
    subprocess.CalledProcessError : the command failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "analysis", "cluster", str(corpus)]
        command += ["--text-column", "text", "--id-column", "id", "--themes", themes, *more]
        command += ["--output", str(Path(folder) / "themes.json")]
        started = time.perf_counter()
        before = os.times()
        process = subprocess.Popen(command, cwd=ROOT)
        peak = 0
        while process.poll() is None:
            held, processes = _resident(process.pid)
            peak = max(peak, held)
            _wait(process, BETWEEN_LOOKS if processes < 2 else BETWEEN_LOOKS_AT_SEVERAL)
        wall = time.perf_counter() - started
        after = os.times()
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Took(wall, cpu, peak / 1e9)


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait so long, or until the process ends."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def _resident(pid: int) -> tuple[int, int]:
    """Return the bytes in memory of a process and of all below it, and how many these are.

    What they share is counted once.
    """
    try:
        top = psutil.Process(pid)
        tree = [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0, 0
    bytes_held = 0
    for process in tree:
        try:
            held = process.memory_full_info() if len(tree) > 1 else process.memory_info()
            bytes_held += getattr(held, "pss", held.rss)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return bytes_held, len(tree)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of log time over log size, by least squares."""
    logs = [(math.log(size), math.log(took)) for size, took in zip(sizes, seconds, strict=True)]
    x, y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    along = sum((a - x) ** 2 for a, _ in logs)
    return float(sum((a - x) * (b - y) for a, b in logs) / along)


def n_log_n(first: int, last: int) -> float:
    """Return the exponent that n log n shows between two sizes."""
    return exponent((first, last), (first * math.log(first), last * math.log(last)))


def _floor(name: str, corpus: Path, themes: str, floor: Floor, rounds: int) -> bool:
    workers = str(floor.workers)
    runs = [whole_process(corpus, themes, "--workers", workers) for _ in range(rounds)]
    wall, peak = median(run.wall for run in runs), max(run.gigabytes for run in runs)
    within = wall < floor.seconds and peak < floor.gigabytes
    print(
        f"{name:20} --themes {themes:4} --workers {workers}: "
        f"{wall:6.1f} s (floor {floor.seconds:.0f} s), "
        f"{median(run.cpu for run in runs):6.1f} s of processors, "
        f"{peak:.2f} GB (floor {floor.gigabytes} GB): {verdict(within)}",
        flush=True,
    )
    return within


def _two_workers(corpus: Path, one: Took) -> tuple[Took, bool]:
    """Compare two workers with `one` on the same texts, and say what two took."""
    two = whole_process(corpus, "24", "--workers", "2")
    ratio = two.wall / one.wall
    print(
        f"{LONG} texts, two workers take {ratio:.2f} of the time of one "
        f"(floor {MOST_OF_ONE}): {verdict(ratio <= MOST_OF_ONE)}",
        flush=True,
    )
    return two, ratio <= MOST_OF_ONE


def _up_to_a_million(folder: Path, proposals: Path) -> list[bool]:
    took = []
    for size in GROWTH:
        path = folder / f"{size}.csv"
        write_made_up(proposals, size, path)
        took.append(whole_process(path, "24"))
    found = exponent(GROWTH, [run.cpu for run in took])
    most = n_log_n(GROWTH[0], GROWTH[-1])
    within = found <= most
    for size, run in zip(GROWTH, took, strict=True):
        print(f"{size:>9} texts: {run.wall:6.1f} s, {run.cpu:6.1f} s of processors")
    print(f"time grows as n^{found:.2f} (floor: n log n, here n^{most:.2f}): {verdict(within)}")
    two, is_shared = _two_workers(folder / f"{LONG}.csv", took[-1])
    is_short = two.wall < MILLION.seconds and two.gigabytes < MILLION.gigabytes
    print(
        f"{LONG} texts, two workers: {two.wall:.0f} s (floor {MILLION.seconds:.0f} s), "
        f"{two.gigabytes:.2f} GB (floor {MILLION.gigabytes} GB): {verdict(is_short)}"
    )
    return [within, is_shared, is_short]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Returns 0, 1 when a floor is not met, 2 without the corpus."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N")
    parser.add_argument("--million", action="store_true", help="also up to a million texts")
    options = parser.parse_args(arguments)
    proposals = (options.corpora / CORPUS).resolve()
    if not proposals.is_file():
        print(
            f"speed: NOT RUN. {proposals} is not there: give its folder with --corpora DIR.",
            file=sys.stderr,
        )
        return 2
    print(f"Speed: whole process, median of {options.rounds} runs\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short = folder / f"{SHORT}.csv"
        write_made_up(proposals, SHORT, short)
        met = [
            _floor("proposals (18,690)", proposals, "24", QUICK, options.rounds),
            _floor("proposals (18,690)", proposals, "auto", CHOSEN, options.rounds),
            _floor("made up (20,000)", short, "24", QUICK, options.rounds),
        ]
        if options.million:
            met += _up_to_a_million(folder, proposals)
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
