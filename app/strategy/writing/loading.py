"""Strategies that are loaded whole, from a reference that is shipped."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import NodeAct, NodeRevision, NodeState, Strategy, StrategyNode
from app.models.types import new_id
from app.strategy.reference_files import Reference
from app.strategy.writing.citations import keep_citations
from app.strategy.writing.history import became
from app.strategy.writing.refusals import StrategyExists


def load_strategy(
    session: Session, reference: Reference, *, consultation_id: uuid.UUID, title: str
) -> Strategy:
    """A consultation's strategy as a reference has it, each line with its first revision.

    Raises:
        StrategyExists: the consultation has one.
    """
    if session.scalar(sa.select(Strategy.id).where(Strategy.consultation_id == consultation_id)):
        raise StrategyExists("The consultation has its strategy already.")
    strategy = Strategy(
        consultation_id=consultation_id,
        code=reference.code,
        title=title,
        source=reference.source,
        kind_labels=reference.kind_labels,
    )
    session.add(strategy)
    session.flush()
    nodes: dict[str, StrategyNode] = {}
    for position, line in enumerate(reference.nodes):
        nodes[line.code] = StrategyNode(
            id=new_id(),
            strategy_id=strategy.id,
            parent_id=nodes[line.parent].id if line.parent else None,
            kind=line.kind,
            code=line.code,
            title=line.title,
            text=line.text,
            state=NodeState.OPEN,
            position=position,
            version=1,
        )
    session.add_all(nodes.values())
    session.flush()
    for node in nodes.values():
        if node.text:
            keep_citations(session, node, consultation_id)
    session.execute(sa.insert(NodeRevision), [_first(node) for node in nodes.values()])
    return strategy


def _first(node: StrategyNode) -> dict[str, object]:
    return {
        "strategy_id": node.strategy_id,
        "node_id": node.id,
        "number": node.version,
        "key": f"loaded:{node.code}",
        "act": NodeAct.LOADED,
        "became": became(node),
        "reason": "",
    }
