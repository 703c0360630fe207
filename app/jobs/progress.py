"""How far a job is, written beside the job's own transaction so that others can see it."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.extensions import write_intent
from app.models import Job
from app.models.types import now

Progress = Callable[[float, str], None]
"""Called with a part of 1 and the name of the step; raises `Cancelled` when a person asked."""

BETWEEN_WRITES = 0.5
BETWEEN_HEARTBEATS = 5.0


class Cancelled(Exception):
    """A person asked to stop the job."""


class ProgressReporter:
    """Writes progress and learns of a cancellation, at most twice a second.

    As a context manager it also says, from a thread, that the worker is alive during steps that
    report nothing: a job whose worker fell silent is given to another one.
    """

    def __init__(self, engine: Engine, job_id: uuid.UUID) -> None:
        self._engine = engine
        self._job_id = job_id
        self._written_at = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __call__(self, fraction: float, step: str) -> None:
        if time.monotonic() - self._written_at < BETWEEN_WRITES:
            return
        self._written_at = time.monotonic()
        if self._write(progress=min(max(fraction, 0.0), 1.0), step=step[:80]):
            raise Cancelled

    def __enter__(self) -> ProgressReporter:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stop.wait(BETWEEN_HEARTBEATS):
            self._write()

    def _write(self, **values: object) -> bool:
        """Write, and tell whether the job was asked to stop."""
        token = write_intent.set(True)
        try:
            with self._engine.begin() as connection:
                return bool(
                    connection.scalar(
                        sa.update(Job)
                        .where(Job.id == self._job_id)
                        .values(alive_at=now(), **values)
                        .returning(Job.cancel_asked)
                    )
                )
        finally:
            write_intent.reset(token)
