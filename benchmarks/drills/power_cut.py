"""A power cut: what was acknowledged is on the disk, for each commit waits for it.

The settings that promise it are read, and calls of fsync and fdatasync are counted with strace
while the application commits.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import config
from app import create_app
from app.extensions import db
from benchmarks.drills.platform import Platform, prepared
from benchmarks.drills.results import Figure, Result, told
from benchmarks.processes import ROOT, until

COMMITS, FEW = 200, 20
SYNC = re.compile(r"\b(?:fsync|fdatasync)\(\d+<([^>]*)>")
JOURNAL = {"sqlite": "sillage.db-wal", "postgresql": "/pg_wal/"}
"""What the name of the journal of each database holds, in which a commit is."""
WANTED: Mapping[str, Mapping[str, str]] = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2"},
    "postgresql": {
        "SHOW fsync": "on",
        "SHOW synchronous_commit": "on",
        "SHOW full_page_writes": "on",
    },
}
TRACING = ("strace", "-f", "-y", "-e", "trace=fsync,fdatasync")


def run(database: str, is_small: bool) -> Result:
    count = FEW if is_small else COMMITS
    with (
        tempfile.TemporaryDirectory(prefix="sillage-drill-") as place,
        prepared(Path(place), database) as running,
    ):
        figures = list(_settings(running))
        if shutil.which("strace"):
            syncs = _syncs(running, Path(place) / "calls", count)
            figures += [
                Figure(f"{syncs / count:.2f} syncs a commit", syncs >= count),
                told(f"{count} commits"),
            ]
        else:
            figures.append(told("commits not counted: there is no strace here"))
    return Result(tuple(figures))


def _settings(running: Platform) -> Iterator[Figure]:
    """As the connections of the application have them."""
    app = create_app(config.load({**running.environment, "LOG_LEVEL": "ERROR"}))
    with app.app_context():
        with db.engine.connect() as connection:
            for statement, wanted in WANTED[running.database].items():
                found = str(connection.exec_driver_sql(statement).scalar())
                name = statement.split()[-1]
                yield Figure(f"{name} {found}", found == wanted)
        db.engine.dispose()


def _syncs(running: Platform, calls: Path, count: int) -> int:
    """How often the journal was waited for during so many commits."""
    command = (sys.executable, "-m", "benchmarks.drills.committing", str(count))
    if running.database == "sqlite":
        _run(running, (*TRACING, "-o", str(calls), *command))
    else:
        # The server waits for the disk, not the application.
        with _watched(running.postgresql.pid, calls):
            _run(running, command)
    journal = JOURNAL[running.database]
    return sum(journal in name for name in SYNC.findall(calls.read_text(errors="replace")))


def _run(running: Platform, command: tuple[str, ...]) -> None:
    subprocess.run(command, cwd=ROOT, env=running.environment, check=True, capture_output=True)


@contextmanager
def _watched(pid: int, calls: Path) -> Iterator[None]:
    """A server with all that it starts from now on."""
    tracing = subprocess.Popen(
        [*TRACING, "-o", str(calls), "-p", str(pid)], stderr=subprocess.PIPE, text=True
    )
    told_by = tracing.stderr
    assert told_by is not None
    until(lambda: "attached" in told_by.readline(), "strace to watch", 10)
    try:
        yield
    finally:
        os.kill(tracing.pid, signal.SIGINT)
        tracing.communicate(timeout=20)
