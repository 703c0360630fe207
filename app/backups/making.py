"""Making a backup while the site is in use: one snapshot of the database, then the files."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from app.backups.archive import ArchiveWriter, Manifest
from app.backups.rows import lines_of, tables_of
from app.corpus import originals
from app.models.types import now
from app.storage.folder import keep_on_disk
from app.storage.store import FileLost, Store

LAST_BACKUP = "last-backup.json"
"""In the data directory: when the last backup was made, and how large it is."""


class NoTables(LookupError):
    """The database was never migrated."""


class FileExists(FileExistsError):
    """Something is there already under this name."""


def make_backup(engine: Engine, store: Store, data: Path, target: Path) -> Manifest:
    """Write an archive, whole or not at all.

    The files come after the rows, so that every file that a row names is in the archive; one that
    is erased meanwhile is gone for good, as it was meant to be.

    Raises:
        FileExists: there is such a file; no backup is ever written over.
        NoTables: there is nothing to keep.
        OSError: the archive cannot be written, or a file not read.
    """
    if target.exists():
        raise FileExists(target)
    with _written_whole(target) as stream, _snapshot(engine) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            raise NoTables
        manifest = Manifest(
            made_at=now().isoformat(timespec="seconds"),
            database=engine.dialect.name,
            revision=revision,
        )
        with ArchiveWriter(stream, manifest) as writer:
            for table in tables_of(connection):
                writer.add_table(table.name, table.columns, lines_of(connection, table))
            for path in originals.kept_files(store):
                _add_file(writer, store, path)
    _remember(data, target, manifest)
    return manifest


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """The database as it is when it is first looked at, whatever is written meanwhile; nobody is
    held up."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


def _add_file(writer: ArchiveWriter, store: Store, path: str) -> None:
    try:
        stream = store.open(f"{originals.FOLDER}/{path}")
    except FileLost:
        return
    with stream:
        writer.add_file(path, stream)


@contextmanager
def _written_whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that has its name once it is whole and on disk, for its owner's eyes only."""
    # A name that nobody can foresee: a file or a link that waits there would be written into.
    descriptor, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    keep_on_disk(target.parent)


def _remember(data: Path, target: Path, manifest: Manifest) -> None:
    """Leave word of this backup for who watches over their age."""
    with target.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    word = {"at": manifest.made_at, "bytes": target.stat().st_size, "sha256": sha256}
    with _written_whole(data / LAST_BACKUP) as stream:
        stream.write(json.dumps(word).encode())
