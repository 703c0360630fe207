"""Stopping jobs that people do not want, and rescuing those that lost their worker."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs.runner import Errand, Work, end_in_vain
from app.jobs.services import send_after_commit
from app.models import Job, JobKind, JobState
from app.models.types import now

SILENCE = dt.timedelta(seconds=20)
"""A running job whose worker said nothing for so long has lost it."""
MOST_ATTEMPTS = 3

Works = Mapping[JobKind, Work | Errand]


def cancel(session: Session, job: Job, works: Works) -> None:
    """Stop a job: at once when it waits, at its next step when it runs. Ended jobs stay so."""
    if job.state is JobState.QUEUED:
        works[job.kind].give_up(session, job.subject_id, JobState.CANCELLED)
        job.end(JobState.CANCELLED)
    elif job.state is JobState.RUNNING:
        job.cancel_asked = True
    session.flush()


def recover(session: Session, works: Works) -> list[tuple[uuid.UUID, JobKind]]:
    """The jobs that wait for a worker, those that lost theirs among them, the oldest first.

    A job that lost its worker three times is failed: it may be what kills the workers. Workers that
    look at once share what was lost: what one holds is passed over by the others, or a job that
    was given away and taken could be given away again.
    """
    limit = now() - SILENCE
    lost = session.scalars(
        sa.select(Job)
        .where(Job.state == JobState.RUNNING, Job.alive_at < limit)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    for job in lost:
        if job.attempts >= MOST_ATTEMPTS:
            end_in_vain(session, works[job.kind], job, JobState.FAILED, {"code": "lost"})
        else:
            job.state = JobState.QUEUED
            send_after_commit(session, job)
    session.flush()
    waiting = sa.select(Job.id, Job.kind).where(Job.state == JobState.QUEUED)
    return [(job_id, kind) for job_id, kind in session.execute(waiting.order_by(Job.created_at))]
