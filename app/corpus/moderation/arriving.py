"""What becomes of something that is posted: read by everybody at once, or held for a moderator."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Charter, ContributionState, ModerationTime


@dataclass(frozen=True)
class Arrival:
    """The state in which a contribution enters, and what a moderator should look at."""

    state: ContributionState
    alerts: tuple[str, ...] = ()


def arrival_of(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    title: str,
    text: str,
    participant_id: uuid.UUID | None = None,
    may_be_published: bool = True,
) -> Arrival:
    """How words that somebody posts enter the corpus, as the charter of the consultation says."""
    time = session.scalar(sa.select(Charter.time).where(Charter.consultation_id == consultation_id))
    if time is ModerationTime.BEFORE:
        return Arrival(ContributionState.HELD)
    published = ContributionState.PUBLISHED
    return Arrival(published if may_be_published else ContributionState.SUBMITTED)
