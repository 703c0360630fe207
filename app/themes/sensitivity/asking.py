"""Asking what would change an analysis: one job at a time for each."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.jobs import services as jobs
from app.models import Job, JobKind, Run, RunState
from app.models.turns import wait_for_others


class NotAnalysed(ValueError):
    """The analysis has not ended well: there is nothing to change."""


def ask(session: Session, run: Run, *, account_id: uuid.UUID | None) -> Job:
    """Ask for the sensitivity of an analysis; a job that is under way is returned as it is.

    Raises
    ------
    NotAnalysed : the analysis has no result.
    """
    wait_for_others(session, run)
    if run.state is not RunState.DONE:
        raise NotAnalysed
    under_way = job_under_way(session, run)
    if under_way is not None:
        return under_way
    job = jobs.schedule(
        session,
        kind=JobKind.SENSITIVITY,
        subject_id=run.id,
        consultation_id=run.consultation_id,
        account_id=account_id,
    )
    run.sensitivity_job_id = job.id
    session.flush()
    return job


def job_under_way(session: Session, run: Run) -> Job | None:
    """The job that tries what would change the analysis at this moment."""
    job = session.get(Job, run.sensitivity_job_id) if run.sensitivity_job_id else None
    return None if job is None or job.has_ended else job
