"""Adds an action to the tree until `app.strategy.writing.lines` is there, whose `Writer` and
`add_line` then take the place of these: to be removed at the merge."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import NodeAct, NodeKind, NodeRevision, Strategy, StrategyNode
from app.models.turns import wait_for_others


@dataclass(frozen=True)
class Writer:
    """Who writes, with the key of what was sent."""

    account_id: uuid.UUID | None
    key: str
    reason: str = ""


class LineRefused(ValueError):
    """The line above is of another strategy."""


def add_line(
    session: Session,
    by: Writer,
    *,
    strategy: Strategy,
    parent_id: uuid.UUID | None,
    kind: NodeKind,
    title: str,
    code: str = "",
    text: str = "",
) -> StrategyNode:
    """A new line, the last one below another; sent twice, it is added once.

    Raises:
        LineRefused: the line above is of another strategy.
    """
    wait_for_others(session, strategy)
    made = session.scalar(
        sa.select(StrategyNode)
        .join(NodeRevision, NodeRevision.node_id == StrategyNode.id)
        .where(NodeRevision.strategy_id == strategy.id, NodeRevision.key == by.key)
    )
    if made is not None:
        return made
    parent = session.get(StrategyNode, parent_id) if parent_id else None
    if parent_id and (parent is None or parent.strategy_id != strategy.id):
        raise LineRefused(parent_id)
    codes = set(
        session.scalars(sa.select(StrategyNode.code).where(StrategyNode.strategy_id == strategy.id))
    )
    last = session.scalar(
        sa.select(sa.func.max(StrategyNode.position)).where(StrategyNode.strategy_id == strategy.id)
    )
    begin = f"{parent.code}.A" if parent else "A"
    free = (f"{begin}{number}" for number in range(1, len(codes) + 2))
    node = StrategyNode(
        strategy_id=strategy.id,
        parent_id=parent_id,
        kind=kind,
        code=code or next(one for one in free if one not in codes),
        title=title,
        text=text,
        position=(last or 0) + 1,
    )
    session.add(node)
    session.flush()
    session.add(
        NodeRevision(
            strategy_id=strategy.id,
            node_id=node.id,
            number=1,
            key=by.key,
            act=NodeAct.ADDED,
            became={"code": node.code, "title": title, "text": text, "kind": kind.value},
            account_id=by.account_id,
            reason=by.reason,
        )
    )
    session.flush()
    return node
