"""Background work as rows: asked for, claimed by one worker, ended once."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Job, JobKind, JobState
from app.models.types import now

SILENCE = dt.timedelta(seconds=30)
"""A running job whose worker said nothing for so long has lost it."""
MOST_ATTEMPTS = 3
TO_SEND = "jobs_to_send"
"""Where a session keeps the jobs that the queue is told of after the commit."""


def schedule(
    session: Session,
    *,
    kind: JobKind,
    subject_id: uuid.UUID,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
) -> Job:
    """Ask for background work; a worker learns of it once this transaction is committed."""
    job = Job(
        kind=kind, subject_id=subject_id, consultation_id=consultation_id, account_id=account_id
    )
    session.add(job)
    session.flush()
    session.info.setdefault(TO_SEND, []).append(job.id)
    return job


def claim(session: Session, job_id: uuid.UUID) -> Job | None:
    """Take a waiting job; `None` when another worker has it or it was cancelled."""
    moment = now()
    claimed = session.execute(
        sa.update(Job)
        .where(Job.id == job_id, Job.state == JobState.QUEUED)
        .values(
            state=JobState.RUNNING,
            attempts=Job.attempts + 1,
            started_at=moment,
            alive_at=moment,
            progress=0.0,
            step="",
        )
        .returning(Job.id)
    ).scalar()
    return session.get_one(Job, job_id, populate_existing=True) if claimed else None


def ask_to_cancel(session: Session, job: Job) -> None:
    """Stop a job: at once when it waits, at its next step when it runs. Ended jobs stay so."""
    if job.state is JobState.QUEUED:
        job.end(JobState.CANCELLED)
    elif job.state is JobState.RUNNING:
        job.cancel_asked = True
    session.flush()


def recover(session: Session) -> list[uuid.UUID]:
    """Jobs that wait for a worker, those whose worker was lost among them.

    A job that lost its worker three times is failed: it may be what kills the workers.
    """
    limit = now() - SILENCE
    lost = session.scalars(
        sa.select(Job).where(Job.state == JobState.RUNNING, Job.alive_at < limit)
    )
    for job in lost:
        if job.attempts >= MOST_ATTEMPTS:
            job.end(JobState.FAILED, {"code": "lost"})
        else:
            job.state = JobState.QUEUED
    session.flush()
    waiting = sa.select(Job.id).where(Job.state == JobState.QUEUED).order_by(Job.created_at)
    return list(session.scalars(waiting))
