"""Analyses: asked for."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs import services as jobs
from app.models import JobKind, Run, Strategy


def start_run(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    theme_count: int | None = None,
    activity_id: uuid.UUID | None = None,
    question: str = "",
    seed: int = 0,
) -> Run:
    """Ask for an analysis of the corpus, or of a part of it."""
    run = Run(
        consultation_id=consultation_id,
        account_id=account_id,
        strategy_id=session.scalar(
            sa.select(Strategy.id).where(Strategy.consultation_id == consultation_id)
        ),
        theme_count=theme_count,
        activity_id=activity_id,
        question=question,
        seed=seed,
    )
    session.add(run)
    session.flush()
    job = jobs.schedule(
        session,
        kind=JobKind.ANALYSIS,
        subject_id=run.id,
        consultation_id=consultation_id,
        account_id=account_id,
    )
    run.job_id = job.id
    session.flush()
    return run
