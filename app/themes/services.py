"""Analyses: asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs import services as jobs
from app.models import Job, JobKind, Nature, Run, Strategy
from app.models.job import ENDED
from app.models.turns import wait_for_consultation


def start_run(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    theme_count: int | None = None,
    activity_id: uuid.UUID | None = None,
    question: str = "",
    nature: Nature | None = None,
    theme_id: uuid.UUID | None = None,
    seed: int = 0,
) -> Run:
    """Ask for an analysis of the corpus, or of a part of it; asked for twice, it is made once.

    `nature` groups what people propose, or need; `theme_id` tries to split a theme of the codebook.
    """
    wait_for_consultation(session, consultation_id)
    asked = {
        "theme_count": theme_count,
        "activity_id": activity_id,
        "question": question,
        "nature": nature,
        "theme_id": theme_id,
        "seed": seed,
    }
    under_way = _under_way(session, consultation_id, account_id, asked)
    if under_way is not None:
        return under_way
    run = Run(
        consultation_id=consultation_id,
        account_id=account_id,
        # The parts of a theme are not linked to objectives: the newest whole analysis links.
        strategy_id=None if theme_id else _strategy_of(session, consultation_id),
        **asked,
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


def _strategy_of(session: Session, consultation_id: uuid.UUID) -> uuid.UUID | None:
    return session.scalar(sa.select(Strategy.id).where(Strategy.consultation_id == consultation_id))


def _under_way(
    session: Session,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    asked: Mapping[str, Any],
) -> Run | None:
    """The same analysis, asked for by the same person, that has not ended."""
    found = (
        sa.select(Run)
        .join(Job, Run.job_id == Job.id)
        .where(
            Run.consultation_id == consultation_id,
            Run.account_id.is_not_distinct_from(account_id),
            *(getattr(Run, name).is_not_distinct_from(value) for name, value in asked.items()),
            Job.state.not_in(ENDED),
        )
        .order_by(Run.id)
        .limit(1)
    )
    return session.scalar(found)
