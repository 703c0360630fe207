"""The log of moderation: one line a decision, never changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Contribution, ModerationAct, ModerationEvent


def log_act(
    session: Session,
    contribution: Contribution,
    act: ModerationAct,
    *,
    account_id: uuid.UUID | None,
    reason_id: uuid.UUID | None = None,
    message: str = "",
    details: dict[str, Any] | None = None,
) -> ModerationEvent:
    """Write what was decided about a contribution, and by whom."""
    event = ModerationEvent(
        consultation_id=contribution.consultation_id,
        contribution_id=contribution.id,
        account_id=account_id,
        act=act,
        reason_id=reason_id,
        message=message,
        details=details or {},
    )
    session.add(event)
    session.flush()
    return event


def log_held(
    session: Session, consultation_id: uuid.UUID, alerts: Mapping[uuid.UUID, Sequence[str]]
) -> None:
    """The log of what waits for a moderator begins as it comes in, with its alerts."""
    rows = [
        {
            "consultation_id": consultation_id,
            "contribution_id": contribution_id,
            "act": ModerationAct.HELD,
            "details": {"alerts": list(told)},
        }
        for contribution_id, told in alerts.items()
    ]
    if rows:
        session.execute(sa.insert(ModerationEvent), rows)
