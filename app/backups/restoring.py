"""Bringing a backup back: checked whole before anything is written, then all of it or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection, Engine

from app.backups.archive import ArchiveReader, Manifest
from app.backups.loading import load_rows, migrate, refuse_other_counts
from app.backups.rows import count_of, tables_of
from app.corpus import originals
from app.storage.folder import keep_on_disk
from app.storage.store import Store


class HoldsData(RuntimeError):
    """The database holds rows, and nobody said to replace them."""


class IsInUse(RuntimeError):
    """Somebody else is connected to the database."""


class LaterRelease(ValueError):
    """The archive was made by a later release than this one; the text is its revision."""


@dataclass(eq=False)
class NoRoom(RuntimeError):
    """Where the database is there are fewer bytes free than the rows alone take."""

    needed: int
    free: int


def check_backup(path: Path) -> Manifest:
    """What an archive holds, once all of it was read.

    Raises:
        BackupDamaged: it is not whole.
    """
    with ArchiveReader(path) as archive:
        archive.check()
        return archive.manifest


def restore_backup(engine: Engine, store: Store, path: Path, *, replace: bool) -> Manifest:
    """Put an archive in place of what is there, and bring it to the schema of this release.

    Files are added first, and those of before are taken away last: killed at any moment, this
    leaves the database of before or the one of the archive, with all the files that it names.

    Raises:
        BackupDamaged, LaterRelease, HoldsData, IsInUse, NoRoom: nothing was changed but files
            added.
    """
    with ArchiveReader(path) as archive:
        archive.check()
        _refuse_later(archive.manifest.revision)
        with engine.connect() as connection:
            if not replace and _holds_rows(connection):
                raise HoldsData
        engine.dispose()
        _refuse_a_full_disk(engine, archive)
        for name in archive.manifest.files:
            originals.put_back(store, name, archive.chunks(name))
        begin = _in_place if engine.dialect.name == "postgresql" else _in_another_file
        with begin(engine) as connection:
            migrate(connection, archive.manifest.revision)
            load_rows(connection, archive)
            refuse_other_counts(connection, archive.manifest)
            migrate(connection, "head")
        if replace:
            _take_others_away(store, archive.manifest)
        return archive.manifest


def _refuse_later(revision: str) -> None:
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    try:
        scripts.get_revision(revision)
    except CommandError:
        raise LaterRelease(revision) from None


def _refuse_a_full_disk(engine: Engine, archive: ArchiveReader) -> None:
    """SQLite writes the rows beside those that are there; the disk of PostgreSQL is its own."""
    if engine.dialect.name == "sqlite":
        free = shutil.disk_usage(Path(engine.url.database or "").absolute().parent).free
        if archive.row_bytes > free:
            raise NoRoom(archive.row_bytes, free)


def _holds_rows(connection: Connection) -> bool:
    return any(count_of(connection, table) for table in tables_of(connection))


@contextmanager
def _in_place(engine: Engine) -> Iterator[Connection]:
    """One transaction of PostgreSQL that makes every table anew."""
    with engine.begin() as connection:
        others = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).scalar_one()
        if others:
            raise IsInUse(str(others))
        _drop_tables(connection)
        yield connection


def _drop_tables(connection: Connection) -> None:
    """With what refuses changes of them."""
    functions = connection.exec_driver_sql(
        "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger WHERE NOT tgisinternal"
        " AND tgrelid IN (SELECT oid FROM pg_class"
        " WHERE relnamespace = current_schema()::regnamespace)"
    ).scalars()
    names = [f'"{table.name}"' for table in tables_of(connection)]
    for name in (*names, "alembic_version"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name} CASCADE")
    for function in functions.all():
        connection.exec_driver_sql(f"DROP FUNCTION {function}")


@contextmanager
def _in_another_file(engine: Engine) -> Iterator[Connection]:
    """A new SQLite file, which takes the place of the old one when it is whole."""
    database = Path(engine.url.database or "")
    _refuse_use(database)
    part = database.with_name(f".{database.name}.restored")
    _unlink(part)
    # Before anything is in it: nobody else may read it while it is filled either.
    part.touch(mode=0o600)
    anew = sa.create_engine(engine.url.set(database=str(part)))
    try:
        with anew.connect() as connection:
            driver = connection.connection.cursor()
            driver.execute("PRAGMA synchronous=OFF")
            driver.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                yield connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        anew.dispose()
        _put_in_place(part, database)
    finally:
        anew.dispose()
        _unlink(part)


def _refuse_use(database: Path) -> None:
    """Only who is alone with a database can let go of its log, which nobody may find beside the
    new one."""
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=2)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise IsInUse from None


def _put_in_place(part: Path, database: Path) -> None:
    part.chmod(0o600)
    keep_on_disk(part)
    part.replace(database)
    keep_on_disk(database.parent)


def _unlink(part: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _take_others_away(store: Store, manifest: Manifest) -> None:
    for name in list(originals.kept_files(store)):
        if name not in manifest.files:
            store.erase(f"{originals.FOLDER}/{name}")
