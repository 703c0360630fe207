"""Does a job.

A `Work` computes while only reading, then stores the result and the job's end at once. An `Errand`
acts on the world outside, step by step, and each step is committed by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.extensions import current_session, db, write_intent
from app.jobs.progress import Cancelled, Progress, ProgressReporter, Superseded
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


Step = Callable[[], AbstractContextManager[None]]
"""Opens a transaction that writes, committed at its end."""


@dataclass(frozen=True)
class Errand:
    """What a kind of job does that cannot be taken back: a message that left has left.

    `run` writes within steps only, before and after each deed, so that a later attempt knows what
    was done and what may have been; `give_up` is as in `Work`.
    """

    run: Callable[[Session, uuid.UUID, Progress, Step], None]
    give_up: Callable[[Session, uuid.UUID, JobState], None]


@contextmanager
def writing() -> Any:
    """Transactions that start inside take the write lock first (SQLite)."""
    token = write_intent.set(True)
    try:
        yield
    finally:
        write_intent.reset(token)


@contextmanager
def stored() -> Iterator[Session]:
    """A session that writes, committed at the end, or rolled back when anything is raised."""
    with writing():
        session = current_session()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@dataclass(frozen=True)
class Claimed:
    """A job, and which attempt at it is ours."""

    job_id: uuid.UUID
    attempt: int

    def held(self, session: Session) -> Job:
        """The job, kept from others until the end of the transaction.

        Raises:
            Superseded: it is ours no more.
        """
        job = session.get_one(
            Job, self.job_id, populate_existing=True, with_for_update={"key_share": True}
        )
        if job.state is not JobState.RUNNING or job.attempts != self.attempt:
            raise Superseded
        return job


def execute(job_id: uuid.UUID, works: Mapping[Any, Work | Errand]) -> None:
    """Take a waiting job and do it, unless another worker has it."""
    session = current_session()
    with writing():
        job = claim(session, job_id)
        session.commit()
    if job is not None:
        with structlog.contextvars.bound_contextvars(job=str(job_id)):
            carry_out(job, works[job.kind])


def carry_out(job: Job, work: Work | Errand) -> None:
    """Do a job that was claimed, to its end. Killed at any point, it leaves nothing half done.

    A worker that was silent for so long that its job was given away comes back to nothing: of two
    that do the same, one stores.
    """
    claimed = Claimed(job.id, job.attempts)
    session, subject_id = current_session(), job.subject_id
    try:
        _do(session, claimed, subject_id, work)
    except Superseded:
        log.warning("job was given to another worker", job=str(claimed.job_id), kind=job.kind)
    finally:
        db.session.remove()


def _do(session: Session, claimed: Claimed, subject_id: uuid.UUID, work: Work | Errand) -> None:
    end = partial(_end, session, claimed, work)
    try:
        with ProgressReporter(db.engine, claimed.job_id, claimed.attempt) as progress:
            if isinstance(work, Errand):
                work.run(session, subject_id, progress, partial(_step, session))
                result = None
            else:
                result = work.compute(session, subject_id, progress)
                session.rollback()
            with _step(session):
                if isinstance(work, Work):
                    work.store(session, subject_id, result)
                job = claimed.held(session)
                if isinstance(work, Work) and job.cancel_asked:
                    # Asked after the last step that listened: what was promised is held.
                    raise Cancelled
                job.end(JobState.DONE)
    except Cancelled:
        end(JobState.CANCELLED, {})
    except JobFailure as failure:
        end(JobState.FAILED, {"code": failure.code, **failure.details})
    except Superseded:
        raise
    except Exception:
        log.exception("job failed", job=str(claimed.job_id))
        end(JobState.FAILED, {"code": "unexpected"})


@contextmanager
def _step(session: Session) -> Any:
    session.rollback()
    with writing():
        try:
            yield
            session.commit()
        except BaseException:
            # At once: the sign of life of this job may be waiting for the lock.
            session.rollback()
            raise


def _end(
    session: Session,
    claimed: Claimed,
    work: Work | Errand,
    state: JobState,
    error: dict[str, Any],
) -> None:
    with _step(session):
        end_in_vain(session, work, claimed.held(session), state, error)


def end_in_vain(
    session: Session,
    work: Work | Errand,
    job: Job,
    state: JobState,
    error: dict[str, Any],
) -> None:
    """End a job that did not end well, and tell its subject. One whose subject cannot be told, or
    is gone, ends all the same: it would be given to workers for ever."""
    try:
        with session.begin_nested():
            work.give_up(session, job.subject_id, state)
    except Exception:
        log.exception("subject of a job not told", job=str(job.id))
    job.end(state, error)
