"""Background work as rows: asked for, and claimed by one worker."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Job, JobKind, JobState
from app.models.types import now

REST = dt.timedelta(hours=1)
"""After a job that failed, before it is asked for again by no person: what failed once fails
again at once."""
TO_SEND = "jobs_to_send"
"""Where a session keeps the jobs that the queues are told of after the commit, and their kinds."""


def schedule(
    session: Session,
    *,
    kind: JobKind,
    subject_id: uuid.UUID,
    consultation_id: uuid.UUID | None,
    account_id: uuid.UUID | None,
) -> Job:
    """Ask for background work; a worker learns of it once this transaction is committed."""
    job = Job(
        kind=kind, subject_id=subject_id, consultation_id=consultation_id, account_id=account_id
    )
    session.add(job)
    session.flush()
    send_after_commit(session, job)
    return job


def send_after_commit(session: Session, job: Job) -> None:
    """Have the queue told of a job that waits, once this transaction is committed."""
    session.info.setdefault(TO_SEND, []).append((job.id, job.kind))


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


def is_asked(session: Session, kind: JobKind, subject_id: uuid.UUID, moment: dt.datetime) -> bool:
    """Whether a job of this kind is on its way, or failed less than `REST` before this moment."""
    failed_just_now = sa.and_(Job.state == JobState.FAILED, Job.ended_at > moment - REST)
    found = sa.select(Job.id).where(
        Job.kind == kind,
        Job.subject_id == subject_id,
        sa.or_(Job.ended_at.is_(None), failed_just_now),
    )
    return session.scalar(found.limit(1)) is not None
