"""Who holds the pen of a line: a courtesy for ten minutes, no lock. What is saved without it is
still compared with what others saved."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import StrategyNode
from app.models.types import now

LEASE = dt.timedelta(minutes=10)


def take_pen(session: Session, node: StrategyNode, account_id: uuid.UUID) -> bool:
    """Take the pen where nobody else holds it, or hold it ten minutes more; whether it is theirs
    now."""
    moment = now()
    taken = session.execute(
        sa.update(StrategyNode)
        .where(
            StrategyNode.id == node.id,
            sa.or_(
                StrategyNode.held_by_id.is_(None),
                StrategyNode.held_by_id == account_id,
                StrategyNode.held_until <= moment,
            ),
        )
        .values(held_by_id=account_id, held_until=moment + LEASE)
        .returning(StrategyNode.id)
    ).first()
    session.refresh(node, ("held_by_id", "held_until"))
    return taken is not None


def lay_pen_down(session: Session, node: StrategyNode, account_id: uuid.UUID) -> None:
    """Let others have the pen, where it is this person's."""
    session.execute(
        sa.update(StrategyNode)
        .where(StrategyNode.id == node.id, StrategyNode.held_by_id == account_id)
        .values(held_by_id=None, held_until=None)
    )
    session.refresh(node, ("held_by_id", "held_until"))
