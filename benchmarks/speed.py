"""Time and memory of the command line on 18,690 texts: `python -m benchmarks.speed`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.labelled_corpora import DEFAULT_CORPORA, ROOT

CORPUS = "makeorg_proposals.csv"
MOST_SECONDS = 30.0
MOST_GIGABYTES = 1.5
ROUNDS = 3
THEMES = ("24", "auto")


def whole_process(corpus: Path, themes: str) -> tuple[float, float]:
    """Run the command once. Returns wall seconds and peak resident gigabytes.

    Raises
    ------
    subprocess.CalledProcessError : the command failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "analysis", "cluster", str(corpus)]
        command += ["--text-column", "text", "--id-column", "id", "--themes", themes]
        command += ["--output", str(Path(folder) / "themes.json")]
        started = perf_counter()
        process = subprocess.Popen(command, cwd=ROOT)
        # wait4 gives the peak of this one child; getrusage would give that of all of them.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code != 0:
        raise subprocess.CalledProcessError(code, command)
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return seconds, kilobytes / 1e6


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Returns 0, 1 when a limit is passed, 2 without the corpus."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    corpus = options.corpora / CORPUS
    if not corpus.is_file():
        print(
            f"speed: NOT RUN. {corpus} is not there: give its folder with --corpora DIR.",
            file=sys.stderr,
        )
        return 2
    print(f"Speed: {CORPUS}, whole process, median of {ROUNDS} runs\n")
    met = True
    for themes in THEMES:
        runs = [whole_process(corpus.resolve(), themes) for _ in range(ROUNDS)]
        seconds, gigabytes = median(run[0] for run in runs), max(run[1] for run in runs)
        within = seconds < MOST_SECONDS and gigabytes < MOST_GIGABYTES
        met = met and within
        print(
            f"--themes {themes:5} {seconds:5.1f} s (limit {MOST_SECONDS:.0f} s)"
            f"  {gigabytes:.2f} GB (limit {MOST_GIGABYTES} GB): {'met' if within else 'NOT MET'}",
            flush=True,
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
