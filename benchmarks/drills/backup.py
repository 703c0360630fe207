"""A backup while people write, brought back elsewhere: counts and hashes equal, in minutes.

100,000 answers are put in; the archive goes to the same database elsewhere, then to the other one;
then one of the schema before comes to this one.
"""

from __future__ import annotations

import hashlib
import json
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.backups.archive import ArchiveReader
from app.jobs.runner import writing
from app.models import Activity, Channel, Consultation
from benchmarks.drills.platform import Platform, prepared
from benchmarks.drills.results import Figure, Result, asked, told

ANSWERS, FEW = 100_000, 300
LONGEST = 600.0
"""Seconds for a backup, and for a restore."""
MOST_MEMORY = 500
"""Megabytes that the command may hold."""
BEFORE = "0009"
"""The schema of the release before."""
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def run(database: str, is_small: bool) -> Result:
    count = FEW if is_small else ANSWERS
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sillage-drill-")))

        def platform(name: str, kind: str) -> Platform:
            return stack.enter_context(prepared(place / name, kind))

        source = platform("source", database)
        source.module("benchmarks.drills.many_answers", str(count))
        archive = place / "backup.zip"
        with _writing(source) as written:
            backup_seconds = _timed(source, "backup", str(archive))
        same = platform("same", database)
        restore_seconds = _timed(same, "restore", str(archive))
        figures = [
            told(f"{count:,} answers, {archive.stat().st_size / 2**20:.0f} MB"),
            asked(_torn(archive), "written in half"),
            asked(len(_differing(archive, _backup_of(same, place / "same.zip"))), "tables differ"),
            _quick(backup_seconds, "to back up"),
            _quick(restore_seconds, "to restore"),
            told(f"{written[0]:,} commits meanwhile"),
        ]
        if not is_small:
            figures += _elsewhere(platform, archive, place, OTHER[database])
            figures += _from_before(platform, place, database)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return Result((*figures, Figure(f"{memory:.0f} MB at most", memory < MOST_MEMORY)))


def _elsewhere(platform: Any, archive: Path, place: Path, other: str) -> list[Figure]:
    """On the other database, numbers and JSON are written another way: they are read."""
    target = platform("other", other)
    target.command("restore", str(archive))
    found = _backup_of(target, place / "other.zip")
    return [asked(len(_differing(archive, found, read=True)), f"tables differ on {other}")]


def _from_before(platform: Any, place: Path, database: str) -> list[Figure]:
    source, target = platform("before", database), platform("after", database)
    source.module("benchmarks.drills.many_answers", str(FEW))
    source.command("db", "downgrade", BEFORE)
    archive = _backup_of(source, place / "before.zip")
    target.command("restore", str(archive))
    source.command("db", "upgrade")
    differing = _differing(
        _backup_of(source, place / "upgraded.zip"), _backup_of(target, place / "after.zip")
    )
    return [asked(len(differing), f"tables differ that came from {BEFORE}")]


@contextmanager
def _writing(platform: Platform) -> Iterator[list[int]]:
    """Somebody who adds a row to each of two tables in a transaction, without a pause; how many."""
    stop, written = threading.Event(), [0]

    def write() -> None:
        while not stop.is_set():
            with writing(), Session(platform.engine) as session:
                one = Consultation(slug=f"pendant-{written[0]}", title="Pendant")
                session.add(one)
                session.flush()
                session.add(
                    Activity(
                        consultation_id=one.id,
                        channel=Channel.IDEA_BOX,
                        code="PENDANT",
                        title="Pendant",
                    )
                )
                session.commit()
            written[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        stop.set()
        thread.join()


def _torn(archive: Path) -> int:
    """How many have their row in one of the two tables only."""
    with ArchiveReader(archive) as reader:
        owners = {row["id"] for row in _rows(reader, "consultation") if row["title"] == "Pendant"}
        owned = {
            row["consultation_id"] for row in _rows(reader, "activity") if row["title"] == "Pendant"
        }
    return len(owners ^ owned)


def _backup_of(platform: Platform, target: Path) -> Path:
    platform.command("backup", str(target))
    return target


def _differing(one: Path, other: Path, *, read: bool = False) -> list[str]:
    """The tables that are not the same in two archives, and "files" where those are not."""
    with ArchiveReader(one) as first, ArchiveReader(other) as second:
        tables = first.manifest.tables.keys() | second.manifest.tables.keys()
        digest = _read_digest if read else _digest
        found = [name for name in sorted(tables) if digest(first, name) != digest(second, name)]
        same_files = first.manifest.files == second.manifest.files
    return found if same_files else [*found, "files"]


def _digest(archive: ArchiveReader, table: str) -> str:
    return archive.manifest.tables[table].sha256


def _read_digest(archive: ArchiveReader, table: str) -> str:
    digest = hashlib.sha256()
    for row in _rows(archive, table):
        digest.update(json.dumps(row, sort_keys=True).encode())
    return digest.hexdigest()


def _rows(archive: ArchiveReader, table: str) -> Iterator[dict[str, Any]]:
    columns = archive.manifest.tables[table].columns
    for line in archive.lines(table):
        yield dict(zip(columns, map(_read, json.loads(line)), strict=True))


def _read(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        return json.loads(value)
    return value


def _timed(platform: Platform, *arguments: str) -> float:
    start = time.monotonic()
    platform.command(*arguments)
    return time.monotonic() - start


def _quick(seconds: float, words: str) -> Figure:
    return Figure(f"{seconds:.0f} s {words}", seconds < LONGEST)
