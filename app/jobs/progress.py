"""How far a job is, written beside the job's own transaction so that others can see it."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from types import TracebackType

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Engine

from app.extensions import write_intent
from app.models import Job, JobState
from app.models.types import now

Progress = Callable[[float, str], None]
"""Called with a part of 1 and the name of the step; raises `Cancelled` when a person asked."""

BETWEEN_WRITES = 0.5
BETWEEN_HEARTBEATS = 5.0

log = structlog.get_logger(__name__)


class Cancelled(Exception):
    """A person asked to stop the job."""


class Superseded(Exception):
    """The worker was thought lost: its job was given to another one, or was ended."""


class ProgressReporter:
    """Writes progress and learns of a cancellation, at most twice a second.

    `attempt` is which attempt at the job this is: once there is another, nothing more is written.

    As a context manager it also says, from a thread, that the worker is alive during steps that
    report nothing: a job whose worker fell silent is given to another one.
    """

    def __init__(self, engine: Engine, job_id: uuid.UUID, attempt: int) -> None:
        self._engine = engine
        self._job_id = job_id
        self._attempt = attempt
        self._written_at = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __call__(self, fraction: float, step: str) -> None:
        if time.monotonic() - self._written_at < BETWEEN_WRITES:
            return
        self._written_at = time.monotonic()
        is_cancelled = self._write(progress=min(max(fraction, 0.0), 1.0), step=step[:80])
        if is_cancelled is None:
            raise Superseded
        if is_cancelled:
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
            try:
                self._write()
            except sa.exc.DBAPIError as error:
                log.warning("sign of life not written", job=str(self._job_id), error=error)

    def _write(self, **values: object) -> bool | None:
        """Write, and tell whether the job was asked to stop; None where it is ours no more."""
        token = write_intent.set(True)
        try:
            with self._engine.begin() as connection:
                return connection.scalar(
                    sa.update(Job)
                    .where(
                        Job.id == self._job_id,
                        Job.state == JobState.RUNNING,
                        Job.attempts == self._attempt,
                    )
                    .values(alive_at=now(), **values)
                    .returning(Job.cancel_asked)
                )
        finally:
            write_intent.reset(token)
