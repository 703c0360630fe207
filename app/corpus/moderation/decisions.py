"""What was decided about a contribution, as its author reads it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.one_at_a_time import last_event
from app.models import Appeal, Contribution, ContributionState, ModerationAct


@dataclass(frozen=True)
class Decision:
    """A refusal: why, when, and the author's appeal where there is one."""

    contribution_id: uuid.UUID
    reason: str
    told: str
    """What the charter says of the reason, as it was that day."""
    message: str
    decided_at: dt.datetime
    appeal: Appeal | None
    is_refused: bool
    """Not where it was published again after an appeal."""

    @property
    def may_appeal(self) -> bool:
        return self.is_refused and self.appeal is None


def decision_of(session: Session, contribution_id: uuid.UUID) -> Decision | None:
    """Why a contribution was refused, also where an appeal let it in again; None: it was not."""
    appeal = appeal_of(session, contribution_id)
    state = session.scalar(sa.select(Contribution.state).where(Contribution.id == contribution_id))
    is_refused = state is ContributionState.REJECTED
    refusal = last_event(session, contribution_id, ModerationAct.REJECTED)
    if refusal is None or not (is_refused or (appeal and appeal.decided_at)):
        return None
    return Decision(
        contribution_id,
        refusal.details.get("reason", ""),
        refusal.details.get("told", ""),
        refusal.message,
        refusal.created_at,
        appeal,
        is_refused,
    )


def appeal_of(session: Session, contribution_id: uuid.UUID) -> Appeal | None:
    return session.scalar(sa.select(Appeal).where(Appeal.contribution_id == contribution_id))
