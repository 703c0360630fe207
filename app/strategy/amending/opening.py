"""When suggested changes are taken: a steward opens them, while a version is under consultation."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import NodeState, Strategy, StrategyNode, StrategyVersion, VersionState
from app.models.strategy_node import STRUCTURE
from app.models.turns import wait_for_others


class NotTaken(ValueError):
    """No suggestion is taken for this line now."""


class NothingToConsult(ValueError):
    """No version is under consultation."""


def is_consulted(session: Session, strategy: Strategy) -> bool:
    """Whether a version is under consultation: neither a draft, nor adopted."""
    found = sa.select(StrategyVersion.id).where(
        StrategyVersion.strategy_id == strategy.id,
        StrategyVersion.state == VersionState.CONSULTED,
    )
    return session.scalar(found.limit(1)) is not None


def takes(session: Session, strategy: Strategy) -> bool:
    """Whether suggestions are taken at this moment."""
    return strategy.takes_amendments and is_consulted(session, strategy)


def may_change(strategy: Strategy, node: StrategyNode) -> bool:
    """Whether a suggestion about this line could be taken in."""
    is_frozen = strategy.frozen_at is not None and node.kind in STRUCTURE
    return node.state is NodeState.OPEN and not is_frozen


def open_or_close(session: Session, strategy: Strategy, *, is_open: bool) -> None:
    """Take suggestions from now on, or no more. Twice is as once.

    Raises:
        NothingToConsult: there is nothing about which to suggest.
    """
    wait_for_others(session, strategy)
    if is_open and not is_consulted(session, strategy):
        raise NothingToConsult(strategy.id)
    if strategy.takes_amendments is not is_open:
        strategy.takes_amendments = is_open
        strategy.version += 1
    session.flush()
