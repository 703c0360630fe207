"""A platform in real processes: a database, a worker and a server, as somebody would run them.

One that loads the demonstration for itself is run by `python -m flask`, to the letter. The others
are forked from a process that has the application already, which takes seconds less for each.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import psutil
from sqlalchemy import Engine, create_engine, text

from benchmarks.processes import ROOT, Started, free_port, until
from tests.journeys import forked

SLUG = "demonstration-2016"
PASSWORD = "demonstration-2016"
LOG_TAIL = 6000

running: list[Platform] = []
"""Those that are up, for the report of a test that fails."""


def _can_be_written(database: Path) -> bool:
    """Whether nobody holds the write lock of this SQLite database."""
    connection = sqlite3.connect(database, timeout=0.1, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


class Process(Protocol):
    """What is asked of a process, whichever way it was started."""

    pid: int

    def is_alive(self) -> bool: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, or for so many seconds."""


class Platform:
    """`flask serve` and `flask worker` on one data directory; a context manager."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data = data
        self.data.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "SILLAGE_ENV", "HOST")
        }
        self._environment = {
            **inherited,
            "SILLAGE_DATA": str(data),
            "PORT": str(self.port),
            "LOG_LEVEL": "INFO",
            "PYTHONUNBUFFERED": "1",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        self._database_url = (
            database_url.replace("postgresql://", "postgresql+psycopg://", 1)
            or f"sqlite:///{data / 'sillage.db'}"
        )
        self._engine: Engine | None = None
        self._server: Process | None = None
        self.worker: Process | None = None
        self._is_forked = True

    # --- Life ---------------------------------------------------------------

    def prepare(self) -> Platform:
        """Make the tables and load the demonstration; its analysis waits for a worker."""
        self._is_forked = False
        self.command("db", "upgrade")
        self.command("demonstration", "load")
        return self

    def start(self) -> Platform:
        running.append(self)
        self.start_worker()
        self._server = self._spawn("serve")
        until(self._is_healthy, "the server to answer", 120)
        return self

    def __enter__(self) -> Platform:
        return self.start()

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        processes = [each for each in (self._server, self.worker) if each is not None]
        for process in processes:
            if process.is_alive():
                os.kill(process.pid, signal.SIGCONT)
                process.terminate()
        for process in processes:
            process.join(10)
            if process.is_alive():
                process.kill()
                process.join()
        if self._engine is not None:
            self._engine.dispose()
        if self in running:
            running.remove(self)

    def start_worker(self) -> None:
        self.worker = self._spawn("worker")

    def stop_worker(self) -> None:
        """Let it finish, as a service manager would."""
        assert self.worker is not None
        self.worker.terminate()
        self.worker.join(30)
        assert not self.worker.is_alive(), "the worker goes on though it was told to stop"

    def kill_worker(self) -> None:
        """`kill -9`: it gets no chance to tidy up."""
        assert self.worker is not None
        self.worker.kill()
        self.worker.join()

    def freeze_worker(self) -> None:
        """Stop its clock outside of a transaction, so that others can still write."""
        worker = self.worker
        assert worker is not None

        def frozen() -> bool:
            os.kill(worker.pid, signal.SIGSTOP)
            # It is told, and goes on until the system comes to it.
            stopped = psutil.STATUS_STOPPED
            until(lambda: psutil.Process(worker.pid).status() == stopped, "the worker to stop")
            if all(map(_can_be_written, self.data.glob("*.db"))):
                return True
            os.kill(worker.pid, signal.SIGCONT)
            return False

        until(frozen, "the worker to let go of the database")

    def thaw_worker(self) -> None:
        if self.worker is not None and self.worker.is_alive():
            os.kill(self.worker.pid, signal.SIGCONT)

    # --- What is seen of it ---------------------------------------------------

    def command(self, *arguments: str) -> str:
        """Run `flask …` to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"flask {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @property
    def engine(self) -> Engine:
        if self._engine is None:
            self._engine = create_engine(self._database_url)
        return self._engine

    def query(self, statement: str, **values: Any) -> list[Any]:
        """Rows straight from the database, to check what the pages do not show."""
        # Where the application is imported, its engine events ask for a commit: `begin` gives it.
        with self.engine.begin() as connection:
            found = connection.execute(text(statement), values)
            return [tuple(row) for row in found] if found.returns_rows else []

    def count(self, table: str) -> int:
        return int(self.query(f"SELECT count(*) FROM {table}")[0][0])

    def copy_data(self, target: Path) -> Path:
        """Copy the data directory (SQLite) while the platform is up."""
        shutil.copytree(
            self.data,
            target,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("*.log", "*.db", "*.db-*"),
        )
        for path in self.data.glob("*.db"):
            with (
                closing(sqlite3.connect(path)) as source,
                closing(sqlite3.connect(target / path.name)) as copy,
            ):
                source.backup(copy)
        return target

    def wait_for_jobs(self, timeout: float = 90) -> None:
        """Until no job waits or runs."""
        statement = "SELECT count(*) FROM job WHERE ended_at IS NULL"
        until(lambda: self.query(statement)[0][0] == 0, "the jobs to end", timeout)

    def logs(self) -> str:
        """The ends of what the processes said."""
        return "\n".join(
            f"--- {path.name} ---\n{path.read_text(errors='replace')[-LOG_TAIL:]}"
            for path in sorted(self.data.glob("*.log"))
        )

    def _spawn(self, command: str) -> Process:
        path = self.data / f"{command}.log"
        if self._is_forked:
            return forked.start(command, self._environment, path, ROOT)
        with path.open("ab") as log:
            return Started(
                [sys.executable, "-m", "flask", command],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _is_healthy(self) -> bool:
        assert self._server is not None
        if not self._server.is_alive():
            raise RuntimeError(f"the server stopped\n{self.logs()}")
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200 and json.load(answer))
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
