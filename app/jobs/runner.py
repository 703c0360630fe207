"""Does a job: computes while only reading, then stores the result and the job's end at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.extensions import current_session, db, write_intent
from app.jobs.progress import Cancelled, Progress, ProgressReporter
from app.jobs.services import claim
from app.models import Job, JobState

log = structlog.get_logger(__name__)


class JobFailure(Exception):
    """The work cannot be done, for a reason that a person can understand.

    `code` names the sentence, `details` fill it in.
    """

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Work:
    """What a kind of job does.

    `compute` only reads, and may take long; `store` writes, quickly; `give_up` tells the subject
    how the job ended when it did not end well.
    """

    compute: Callable[[Session, uuid.UUID, Progress], Any]
    store: Callable[[Session, uuid.UUID, Any], None]
    give_up: Callable[[Session, uuid.UUID, JobState], None]


@contextmanager
def writing() -> Any:
    """Transactions that start inside take the write lock first (SQLite)."""
    token = write_intent.set(True)
    try:
        yield
    finally:
        write_intent.reset(token)


def execute(job_id: uuid.UUID, works: dict[Any, Work]) -> None:
    """Take a waiting job and do it, unless another worker has it."""
    session = current_session()
    with writing():
        job = claim(session, job_id)
        session.commit()
    if job is not None:
        carry_out(job, works[job.kind])


def carry_out(job: Job, work: Work) -> None:
    """Do a job that was claimed, to its end. Killed at any point, it leaves nothing half done."""
    session, job_id = current_session(), job.id
    try:
        with ProgressReporter(db.engine, job_id) as progress:
            result = work.compute(session, job.subject_id, progress)
            session.rollback()
        with writing():
            work.store(session, job.subject_id, result)
            session.get_one(Job, job_id, populate_existing=True).end(JobState.DONE)
            session.commit()
    except Cancelled:
        _end(session, job_id, work, JobState.CANCELLED, {})
    except JobFailure as failure:
        _end(session, job_id, work, JobState.FAILED, {"code": failure.code, **failure.details})
    except Exception:
        log.exception("job failed", job=str(job_id), kind=job.kind)
        _end(session, job_id, work, JobState.FAILED, {"code": "unexpected"})
    finally:
        db.session.remove()


def _end(
    session: Session, job_id: uuid.UUID, work: Work, state: JobState, error: dict[str, Any]
) -> None:
    session.rollback()
    with writing():
        job = session.get_one(Job, job_id, populate_existing=True)
        work.give_up(session, job.subject_id, state)
        job.end(state, error)
        session.commit()
