from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Job


def job_of(session: Session, consultation_id: uuid.UUID, job_id: uuid.UUID) -> Job | None:
    """A job of this consultation."""
    return session.scalar(
        sa.select(Job).where(Job.id == job_id, Job.consultation_id == consultation_id)
    )
