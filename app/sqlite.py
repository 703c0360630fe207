"""What SQLite needs to serve many people: checked keys, commits on disk, writers one after another.

SQLite has one writer at a time, and lets the others try again now and then, ever more seldom: who
comes last may wait for seconds while others pass. Here they wait for a turn of their own, a lock
on a file beside the database that all processes share, before they ask SQLite for its lock.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.extensions import write_intent

PATIENCE = 30.0
"""Seconds that a writer waits for its turn; then SQLite says that its database is locked."""
LONG = 0.05
"""Seconds after which a writer has waited for long."""
BETWEEN_TRIES, BETWEEN_TRIES_OF_THE_LAST = 0.003, 0.001
"""Seconds. Who has waited for long looks more often, so that nobody is left behind."""

COMMITS_BETWEEN_CHECKPOINTS = 50
"""Of one connection: what was written then moves from the log into the database."""
LONGEST_LOG = 20_000
"""Pages, of 4 KB: a single transaction may write more than many small ones."""


class PatientConnection(sqlite3.Connection):
    """A connection that waits for its turn to write, and gives it on with its transaction.

    The turn only orders who asks first: who writes without it, such as another program, meets
    SQLite's own lock. A process that dies gives its turn on.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._patience = PATIENCE
        self._turn: int | None = None
        self._is_writing = False
        self._commits = 0

    def wait_for(self, seconds: float) -> None:
        """Wait so long to write from now on, rather than `PATIENCE`."""
        self._patience = seconds
        self.execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}")

    def take_turn(self) -> None:
        """Wait until no other connection writes, or patience is at its end."""
        if self._turn is None:
            self._turn = self._open_turn()
        start = time.monotonic()
        while self._turn is not None and not _is_free(self._turn):
            waited = time.monotonic() - start
            if waited > self._patience:
                break
            time.sleep(BETWEEN_TRIES_OF_THE_LAST if waited > LONG else BETWEEN_TRIES)
        self._is_writing = True

    def commit(self) -> None:
        has_written = self._is_writing
        try:
            super().commit()
        finally:
            self._give_turn()
        if has_written:
            self._tidy_log()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._give_turn()

    def close(self) -> None:
        super().close()
        if self._turn is not None:
            os.close(self._turn)
            self._turn = None

    def _open_turn(self) -> int | None:
        """The file of the turns of a database; none beside one in memory, or on a full disk."""
        path = self.execute("PRAGMA database_list").fetchone()[2]
        if not path:
            return None
        with suppress(OSError):
            return os.open(f"{path}-turn", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        return None

    def _tidy_log(self) -> None:
        """Do now and then, while others write, what SQLite would do while they wait."""
        self._commits += 1
        if self._commits % COMMITS_BETWEEN_CHECKPOINTS == 0:
            # What was committed stays so, whether or not this works.
            with suppress(sqlite3.Error):
                self.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _give_turn(self) -> None:
        self._is_writing = False
        if self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)


def _is_free(turn: int) -> bool:
    """Take the turn where nobody has it."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """Wait for nobody: what is written meanwhile is refused where another one writes."""
    raw: Any = connection.connection.dbapi_connection
    if not isinstance(raw, PatientConnection):
        yield
        return
    raw.wait_for(0)
    try:
        yield
    finally:
        raw.wait_for(PATIENCE)


@event.listens_for(Engine, "do_connect")
def _make_patient(
    dialect: Any, _record: object, _arguments: object, options: dict[str, Any]
) -> None:
    if dialect.name == "sqlite":
        options["factory"] = PatientConnection


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    """Give SQLite what PostgreSQL has from the start: checked keys, readers beside a writer.

    `synchronous=FULL` because a commit that was acknowledged must survive a power cut.
    """
    if not isinstance(connection, PatientConnection):
        return
    connection.isolation_level = None
    # Its own knows ASCII only: "É" would not be found by "é".
    connection.create_function(
        "lower", 1, lambda text: text.lower() if isinstance(text, str) else text, deterministic=True
    )
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"wal_autocheckpoint={LONGEST_LOG}",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.wait_for(PATIENCE)


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at the start of a transaction that will write.

    A transaction that starts by reading and then writes fails at once when another one wrote in
    between, whatever the busy timeout says.
    """
    if connection.dialect.name != "sqlite":
        return
    if not write_intent.get():
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.dbapi_connection
    if isinstance(raw, PatientConnection):
        raw.take_turn()
    connection.exec_driver_sql("BEGIN IMMEDIATE")
