"""The platform on several machines, as far as a browser can tell: two web hosts behind a proxy that
changes host at each request, and two workers, on one PostgreSQL."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.drills.proxy import RoundRobin, round_robin
from tests.journeys.processes import Platform


class SeveralHosts(Platform):
    """A `Platform` whose `url` is that of the proxy; its worker is the first of the two."""

    def __init__(self, data: Path, database_url: str) -> None:
        super().__init__(data, database_url)
        self._other = Platform(data, database_url)
        self._stack = ExitStack()
        self.proxy: RoundRobin | None = None

    def start(self) -> Platform:
        self.proxy = self._stack.enter_context(round_robin([self.port, self._other.port]))
        url = f"http://127.0.0.1:{self.proxy.port}"
        for host in (self, self._other):
            host._environment["PUBLIC_URL"] = url
        super().start()
        self._stack.enter_context(self._other)
        # What is asked from here on is asked of both.
        self.url = url
        return self

    def freeze_worker(self) -> None:
        """Both of them: what one did not take the other would."""
        super().freeze_worker()
        self._other.freeze_worker()

    def thaw_worker(self) -> None:
        super().thaw_worker()
        self._other.thaw_worker()

    def stop(self) -> None:
        self._stack.close()
        super().stop()


class PreparedHosts:
    """The demonstration, analysed, on PostgreSQL: made once, and copied for each who asks."""

    def __init__(self, server_url: str, directory: Path) -> None:
        self._server_url, self._directory = server_url, directory
        self._numbers = count(1)
        with self.made("prepared").prepare() as platform:
            platform.wait_for_jobs()

    def copy(self) -> SeveralHosts:
        """Others on a copy of its data, not started yet."""
        return self.made(f"copy_{next(self._numbers)}", of="prepared")

    def made(self, name: str, of: str = "") -> SeveralHosts:
        data = self._directory / name
        if of:
            shutil.copytree(self._directory / of, data, ignore=shutil.ignore_patterns("*.log"))
        return SeveralHosts(
            data, new_database(self._server_url, f"hosts_{name}", of and f"hosts_{of}")
        )


def new_database(server_url: str, name: str, of: str = "") -> str:
    """The address of a new database of this server: an empty one, or a copy of another, in which
    nobody may be."""
    parts = urlsplit(server_url)
    with psycopg.connect(urlunsplit(parts._replace(path="/template1")), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of or "template1"}"'.encode())
    return urlunsplit(parts._replace(path=f"/{name}"))
