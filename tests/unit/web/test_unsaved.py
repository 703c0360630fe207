"""Which errors pass by themselves, so that the same request may be kept a little later."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from app.storage.store import StoreUnreachable
from app.web.unsaved import is_passing


def of_sqlite(path: Path, *statements: str) -> sa.exc.DBAPIError:
    """The error of the first of these statements that has one."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    except sa.exc.DBAPIError as error:
        return error
    finally:
        engine.dispose()
    raise AssertionError("nothing went wrong")


def of_postgresql(kind: type[psycopg.Error]) -> sa.exc.DBAPIError:
    is_internal = issubclass(kind, psycopg.InternalError)
    wrapped = sa.exc.InternalError if is_internal else sa.exc.OperationalError
    return wrapped("SELECT 1", None, kind("told"))


def test_a_database_that_is_locked_full_or_away_passes(tmp_path):
    path = tmp_path / "test.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("CREATE TABLE kept (word TEXT)")
    holder.execute("BEGIN EXCLUSIVE")
    assert is_passing(of_sqlite(path, "INSERT INTO kept VALUES ('x')"))
    holder.close()
    full = ("PRAGMA max_page_count=2", "INSERT INTO kept SELECT hex(zeroblob(9000))")
    assert is_passing(of_sqlite(path, *full))
    assert is_passing(of_sqlite(tmp_path / "nowhere" / "test.db"))


def test_a_storage_of_files_that_is_away_passes():
    assert is_passing(StoreUnreachable("no storage of files: EndpointConnectionError"))


def test_a_mistake_of_ours_does_not_pass(tmp_path):
    path = tmp_path / "test.db"
    assert not is_passing(of_sqlite(path, "SELECT * FROM nothing"))
    assert not is_passing(
        of_sqlite(path, "CREATE TABLE t (n NOT NULL)", "INSERT INTO t VALUES (NULL)")
    )
    assert not is_passing(ValueError("x"))


@pytest.mark.parametrize(
    ("kind", "passes"),
    [
        (psycopg.OperationalError, True),
        (psycopg.errors.AdminShutdown, True),
        (psycopg.errors.CannotConnectNow, True),
        (psycopg.errors.DiskFull, True),
        (psycopg.errors.DeadlockDetected, True),
        (psycopg.errors.ProgramLimitExceeded, False),
        (psycopg.errors.InternalError_, False),
    ],
)
def test_what_postgresql_says_of_itself_passes(kind, passes):
    assert is_passing(of_postgresql(kind)) is passes


@pytest.mark.parametrize(("number", "passes"), [(errno.ENOSPC, True), (errno.ENOENT, False)])
def test_a_full_disk_passes_and_a_missing_file_does_not(number, passes):
    assert is_passing(OSError(number, "told")) is passes
