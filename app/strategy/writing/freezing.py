"""The structural part, frozen for its period and thawed by a decision. Called by decisions only."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import Strategy
from app.models.turns import wait_for_others
from app.models.types import now


def freeze(session: Session, strategy: Strategy) -> None:
    """From now on only actions change. Frozen twice, it is frozen since the first time."""
    wait_for_others(session, strategy)
    if strategy.frozen_at is None:
        strategy.frozen_at = now()
        strategy.version += 1
        session.flush()


def thaw(session: Session, strategy: Strategy) -> None:
    """Let the structural part change again."""
    wait_for_others(session, strategy)
    if strategy.frozen_at is not None:
        strategy.frozen_at = None
        strategy.version += 1
        session.flush()
