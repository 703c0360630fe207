"""Writing strategies."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Strategy, StrategyNode
from app.strategy.reference_files import read_reference


class StrategyExists(ValueError):
    """The consultation has its strategy already."""


def add_reference_strategy(
    session: Session, *, consultation_id: uuid.UUID, code: str, title: str
) -> Strategy:
    """Give a consultation one of the shipped strategies.

    Raises:
        StrategyExists: it has one.
        app.strategy.reference_files.UnknownReference: there is none with this code.
    """
    if session.scalar(sa.select(Strategy.id).where(Strategy.consultation_id == consultation_id)):
        raise StrategyExists("The consultation has its strategy already.")
    reference = read_reference(code)
    strategy = Strategy(
        consultation_id=consultation_id,
        code=code,
        title=title,
        source=reference.source,
        kind_labels=reference.kind_labels,
    )
    session.add(strategy)
    session.flush()
    ids: dict[str, uuid.UUID] = {}
    for position, node in enumerate(reference.nodes):
        row = StrategyNode(
            strategy_id=strategy.id,
            parent_id=ids[node.parent] if node.parent else None,
            kind=node.kind,
            code=node.code,
            title=node.title,
            position=position,
        )
        session.add(row)
        session.flush()
        ids[node.code] = row.id
    return strategy
