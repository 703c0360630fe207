"""One act on a line of the strategy, told in its history: once, whoever sends it twice."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import NodeAct, NodeRevision, Strategy, StrategyNode
from app.models.strategy_node import STRUCTURE, NodeKind
from app.models.turns import ChangedMeanwhile, fingerprint, wait_for_others
from app.strategy.writing.refusals import StructureFrozen

LONGEST_KEY = 80


@dataclass(frozen=True)
class Writer:
    """Who writes. `key` was made with the page: sent twice, it is done once."""

    account_id: uuid.UUID | None
    key: str
    reason: str = ""

    @classmethod
    def of_page(cls, account_id: uuid.UUID, key: str, *sent: object, reason: str = "") -> Writer:
        """Whoever sends a page. Its key counts with what was `sent`: the same twice is done once,
        other words sent by the same page (somebody went back to it) are not taken for the same."""
        return cls(account_id, fingerprint(key, *sent), reason)


def done_before(session: Session, strategy_id: uuid.UUID, key: str) -> StrategyNode | None:
    """The line on which the same sending acted."""
    return session.scalar(
        sa.select(StrategyNode)
        .join(NodeRevision, NodeRevision.node_id == StrategyNode.id)
        .where(NodeRevision.strategy_id == strategy_id, NodeRevision.key == key[:LONGEST_KEY])
    )


def wait_for_turn(session: Session, node: StrategyNode) -> Strategy:
    """Wait for whoever writes in the same strategy; the line is as it is now."""
    strategy = session.get_one(Strategy, node.strategy_id)
    wait_for_others(session, strategy)
    session.refresh(node)
    return strategy


def check_version(node: StrategyNode, version: int) -> None:
    """
    Raises:
        ChangedMeanwhile: somebody changed the line since the form was made.
    """
    if node.version != version:
        raise ChangedMeanwhile(node.id)


def check_thawed(strategy: Strategy, kind: NodeKind) -> None:
    """
    Raises:
        StructureFrozen: the line is of the structural part, which does not change now.
    """
    if strategy.frozen_at is not None and kind in STRUCTURE:
        raise StructureFrozen(strategy.id)


def told(
    session: Session,
    by: Writer,
    node: StrategyNode,
    act: NodeAct,
    *,
    amendment_id: uuid.UUID | None = None,
) -> None:
    """Write the revision of an act, whose number the line gets."""
    if act not in (NodeAct.ADDED, NodeAct.LOADED):
        node.version += 1
    session.add(
        NodeRevision(
            strategy_id=node.strategy_id,
            node_id=node.id,
            number=node.version,
            key=by.key[:LONGEST_KEY],
            act=act,
            became=became(node),
            account_id=by.account_id,
            amendment_id=amendment_id,
            reason=by.reason.strip(),
        )
    )
    session.flush()


def became(node: StrategyNode) -> dict[str, Any]:
    """What a revision keeps of a line. Its position is that of the moment: lines that only move
    aside for another one get no revision of their own."""
    return {
        "parent": str(node.parent_id) if node.parent_id else None,
        "kind": node.kind.value,
        "code": node.code,
        "title": node.title,
        "text": node.text,
        "position": node.position,
        "state": node.state.value,
    }
