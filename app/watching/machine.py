"""What the machine says of itself: room, and the last backup."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from app.backups.making import LAST_BACKUP
from config import ROOT


@dataclass(frozen=True)
class Disk:
    """Bytes of the file system that holds the data."""

    free: int
    size: int

    @property
    def free_share(self) -> float:
        """From 0 to 1."""
        return self.free / self.size if self.size else 0.0


def disk_of(directory: Path) -> Disk:
    """The room where a directory is."""
    usage = shutil.disk_usage(directory)
    return Disk(usage.free, usage.total)


def last_backup(directory: Path) -> dt.datetime | None:
    """When the last backup was made; None where none is known, or what tells it cannot be read.

    `{"at": "2026-11-30T02:00:00Z"}`: another tool than ours may write it.
    """
    try:
        told = json.loads((directory / LAST_BACKUP).read_text(encoding="utf-8"))
        at = dt.datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def takes_files(directory: Path) -> bool:
    """Whether a file can be written there, to the disk."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=directory, prefix=".written-") as file:
            file.write(b"written")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def database_size(connection: Connection) -> int:
    """Bytes of the database on its disk."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)


@functools.cache
def running_version() -> str:
    """The version of this program."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["project"]["version"])
