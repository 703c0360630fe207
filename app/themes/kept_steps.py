"""The finished steps of an analysis under way, kept beside its transaction.

Each is committed at once, on a connection of its own, so that it outlives the worker: the next one
goes on from the last of them. They go when the job on it ends.
"""

from __future__ import annotations

import uuid

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.extensions import write_intent
from app.models import Job, RunStep
from app.models.job import ENDED
from app.models.types import new_id, now

LARGEST_STEP = 50_000_000
"""Bytes. A larger one is made again rather than written and read through the database."""

log = structlog.get_logger(__name__)


class RunSteps:
    """The steps of one run, as `analysis.steps` asks for them."""

    def __init__(self, engine: Engine, run_id: uuid.UUID) -> None:
        self._engine = engine
        self._run_id = run_id

    def load(self, name: str) -> bytes | None:
        kept = sa.select(RunStep.content).where(*self._named(name))
        with self._engine.connect() as connection:
            return connection.scalar(kept)

    def save(self, name: str, content: bytes) -> None:
        """Keep a step. One that cannot be kept costs time after an accident, and no more."""
        if len(content) > LARGEST_STEP:
            log.info("step too large to keep", run=str(self._run_id), step=name, size=len(content))
            return
        token = write_intent.set(True)
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.delete(RunStep).where(*self._named(name)))
                connection.execute(
                    sa.insert(RunStep).values(
                        id=new_id(),
                        created_at=now(),
                        run_id=self._run_id,
                        name=name,
                        content=content,
                    )
                )
        except sa.exc.DBAPIError as error:
            log.warning("step not kept", run=str(self._run_id), step=name, error=error)
        finally:
            write_intent.reset(token)

    def _named(self, name: str) -> tuple[sa.ColumnElement[bool], ...]:
        return RunStep.run_id == self._run_id, RunStep.name == name


def forget_steps(session: Session, ending: uuid.UUID | None = None) -> int:
    """Remove the steps of the runs that no job works on, and count them.

    Of all of them, because a worker that was thought lost may have kept one after the end.

    Parameters
    ----------
    ending : the run whose job is about to end: it works no more.
    """
    at_work = sa.select(Job.subject_id).where(Job.state.not_in(ENDED))
    if ending is not None:
        at_work = at_work.where(Job.subject_id != ending)
    removed = session.execute(sa.delete(RunStep).where(RunStep.run_id.not_in(at_work)))
    return int(removed.rowcount)  # type: ignore[attr-defined]
