"""The platform as real processes: its database, its web workers, its job worker.

Each can be killed as `kill -9` does, and started again.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import psutil
from sqlalchemy import Engine, create_engine, text

from benchmarks.drills.postgresql import PostgreSQL
from benchmarks.processes import ROOT, Started, free_port, kill_tree, tree, until

HOST = "127.0.0.1"
WEB, WORKER, POSTGRESQL = "web", "worker", "postgresql"
WEB_WORKER = "web worker"
"""One of gunicorn's processes, drawn by chance; gunicorn starts another one by itself."""
LOG_TAIL = 6000


class Visited(Protocol):
    """What a drill asks of a platform that it does not kill."""

    @property
    def port(self) -> int: ...

    @property
    def data(self) -> Path: ...

    def query(self, statement: str, **values: Any) -> list[Any]: ...

    def count(self, rows: str) -> int: ...


class Platform:
    """A context manager: a fresh database with its tables, and the processes on it.

    Processes are called "web" and "worker"; with `hosts` and `job_workers` there are "web 2",
    "worker 2" and so on as well, all on the same database and the same data directory.
    """

    def __init__(
        self,
        data: Path,
        database: str = "sqlite",
        *,
        web_workers: int = 2,
        hosts: int = 1,
        job_workers: int = 1,
        settings: Mapping[str, str] | None = None,
        postgresql_directory: str = "",
    ) -> None:
        """
        Args:
            data: the data directory; made if it is not there.
            database: "sqlite", a file in it, or "postgresql", a server of its own.
            settings: variables of the environment besides those that are needed.
        """
        self.data = data
        self.database = database
        self.web_workers = web_workers
        self.webs = _names(WEB, hosts)
        self.workers = _names(WORKER, job_workers)
        self.ports = {name: free_port() for name in self.webs}
        self.processes: dict[str, Started] = {}
        self.postgresql = PostgreSQL(postgresql_directory)
        self.database_url = ""
        self._settings = dict(settings or {})
        self._stack = ExitStack()
        self._engine: Engine | None = None

    # --- Life -----------------------------------------------------------------

    def __enter__(self) -> Platform:
        try:
            self.prepare()
            for name in (*self.workers, *self.webs):
                self.start(name)
            for name in self.webs:
                self.wait_until_ready(name)
        except BaseException:
            # Nobody leaves what was never entered.
            self._stack.close()
            raise
        return self

    def prepare(self) -> Platform:
        """The database and its tables, without a process of ours; what `with` does first."""
        self.data.mkdir(parents=True, exist_ok=True)
        self._stack.callback(self._stop)
        if self.database == POSTGRESQL:
            self.database_url = self._stack.enter_context(self.postgresql).url
        else:
            self.database_url = f"sqlite:///{self.data / 'sillage.db'}"
        self.command("db", "upgrade")
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def start(self, name: str) -> None:
        """Start a process that does not run: one of ours, or PostgreSQL."""
        if name == POSTGRESQL:
            self.postgresql.start()
            return
        with (self.data / f"{name.replace(' ', '-')}.log").open("ab") as log:
            self.processes[name] = Started(
                [sys.executable, "-m", *self._arguments(name)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def kill(self, name: str) -> None:
        """`kill -9` a process with all that it started, or one of gunicorn's processes."""
        if name == POSTGRESQL:
            self.postgresql.kill()
        elif name == WEB_WORKER:
            self._kill_web_worker()
        else:
            kill_tree(self.processes[name].pid)
            self.processes[name].join()

    def restart(self, name: str) -> None:
        """Start what was killed; returns at once, whatever it has to do first. Of a web worker
        gunicorn takes care."""
        if name != WEB_WORKER:
            self.start(name)

    def terminate(self, name: str) -> None:
        """Let a process finish, as a service manager would; killed after 20 seconds."""
        process = self.processes[name]
        process.terminate()
        process.join(20)
        if process.is_alive():
            self.kill(name)

    def wait_until_ready(self, name: str = WEB, timeout: float = 180.0) -> None:
        """Until a web process answers and finds its database.

        Raises:
            RuntimeError: it stopped, with what it said.
            TimeoutError: it does not in so many seconds.
        """

        def is_ready() -> bool:
            if not self.processes[name].is_alive():
                raise RuntimeError(f"{name} stopped\n{self.logs()}")
            address = f"{self.url_of(name)}/readyz"
            with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
            return False

        until(is_ready, f"{name} to answer", timeout)

    # --- What is asked of it --------------------------------------------------

    @property
    def port(self) -> int:
        return self.ports[WEB]

    @property
    def url(self) -> str:
        return self.url_of(WEB)

    def url_of(self, name: str) -> str:
        return f"http://{HOST}:{self.ports[name]}"

    @property
    def environment(self) -> dict[str, str]:
        """That of every process: production, without what is around us."""
        return {
            "PATH": str(Path(sys.executable).parent) + ":/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "SILLAGE_ENV": "production",
            "SILLAGE_DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": "drill-0123456789-abcdefghijklmnopqrstuvwxyz",
            "TRUSTED_HOSTS": HOST,
            "SECURE_COOKIES": "0",
            "RATE_LIMITS": "0",
            "PUBLIC_URL": f"http://{HOST}:{self.port}",
            "MAIL_URL": f"file://{self.data / 'mails'}",
            "MAIL_FROM": "Sillage <sillage@consultation.example>",
            "LOG_LEVEL": "WARNING",
            **self._settings,
        }

    def command(self, *arguments: str) -> str:
        """Run `flask …` to its end, and return what it printed.

        Raises:
            RuntimeError: it failed.
        """
        return self.module("flask", *arguments)

    def module(self, name: str, *arguments: str) -> str:
        """Run `python -m NAME …` to its end with the same settings, and return what it printed.

        Raises:
            RuntimeError: it failed.
        """
        done = subprocess.run(
            [sys.executable, "-m", name, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            said = f"{done.stdout[-LOG_TAIL:]}\n{done.stderr[-LOG_TAIL:]}"
            raise RuntimeError(f"{name} {' '.join(arguments)}: {done.returncode}\n{said}")
        return done.stdout

    def query(self, statement: str, **values: Any) -> list[Any]:
        """Rows straight from the database, to check what the pages do not show."""
        with self.engine.begin() as connection:
            found = connection.execute(text(statement), values)
            return [tuple(row) for row in found] if found.returns_rows else []

    def count(self, rows: str) -> int:
        """How many rows a table has, or a part of it: `count("note WHERE position = 0")`."""
        return int(self.query(f"SELECT count(*) FROM {rows}")[0][0])

    def wait_for_jobs(self, timeout: float) -> None:
        """Until none waits or runs, or for so many seconds at most."""
        until(lambda: self.count("job WHERE ended_at IS NULL") == 0, "the jobs to end", timeout)

    @property
    def engine(self) -> Engine:
        """Ours, beside those of the processes; it outlives a kill of PostgreSQL."""
        if self._engine is None:
            url = self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
            self._engine = create_engine(url, pool_pre_ping=True)
        return self._engine

    def logs(self) -> str:
        """The ends of what the processes said."""
        return "\n".join(
            f"--- {path.name} ---\n{path.read_text(errors='replace')[-LOG_TAIL:]}"
            for path in sorted(self.data.glob("*.log"))
        )

    # --- Inside ---------------------------------------------------------------

    def _arguments(self, name: str) -> Sequence[str]:
        if name in self.workers:
            return ("flask", "worker")
        threads = (
            "--no-control-socket",
            "--workers",
            str(self.web_workers),
            "--threads",
            "2",
            "--preload",
        )
        return ("gunicorn", *threads, "--bind", f"{HOST}:{self.ports[name]}", "wsgi:app")

    def _kill_web_worker(self) -> None:
        pids = [self.processes[name].pid for name in self.webs]
        found = [one for pid in pids for one in tree(pid)[1:]]
        if found:
            # It may have ended by itself meanwhile.
            with suppress(psutil.Error):
                random.choice(found).kill()

    def _stop(self) -> None:
        for name, process in self.processes.items():
            if process.is_alive():
                self.terminate(name)
        if self._engine is not None:
            self._engine.dispose()


@contextmanager
def platform(database: str, **values: Any) -> Iterator[Platform]:
    """A `Platform` that runs, in a directory that is removed at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="sillage-drill-") as data,
        Platform(Path(data), database, **values) as running,
    ):
        yield running


@contextmanager
def prepared(data: Path, database: str) -> Iterator[Platform]:
    """A `Platform` with its tables, and no process of ours."""
    idle = Platform(data, database)
    try:
        yield idle.prepare()
    finally:
        idle.__exit__(None, None, None)


def _names(kind: str, count: int) -> tuple[str, ...]:
    return (kind, *(f"{kind} {number}" for number in range(2, count + 1)))
