"""What a run measured besides its themes, by name."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import RunMeasure


def keep_measure(session: Session, run_id: uuid.UUID, name: str, content: dict[str, Any]) -> None:
    """Write a measure of a run, in the place of the former one of that name."""
    session.execute(
        sa.delete(RunMeasure).where(RunMeasure.run_id == run_id, RunMeasure.name == name)
    )
    session.add(RunMeasure(run_id=run_id, name=name, content=content))
    session.flush()


def measure_of(session: Session, run_id: uuid.UUID, name: str) -> dict[str, Any] | None:
    """A measure of a run; None when it was not made."""
    return session.scalar(
        sa.select(RunMeasure.content).where(RunMeasure.run_id == run_id, RunMeasure.name == name)
    )
