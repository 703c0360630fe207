"""What the writer of the demonstration decides once everything is loaded."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Contribution, Excerpt, StrategyNode
from app.strategy.evidence import Decider, keep


@dataclass(frozen=True)
class ToDecide:
    """A contribution, by the code of its activity and its source key, and its objective's code."""

    activity_code: str
    key: str
    objective: str


def nodes_of(session: Session, strategy_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The lines of a strategy by their codes."""
    return dict(
        session.execute(
            sa.select(StrategyNode.code, StrategyNode.id).where(
                StrategyNode.strategy_id == strategy_id
            )
        ).all()
    )


def decide(
    session: Session,
    decider: Decider,
    nodes: Mapping[str, uuid.UUID],
    found: Iterable[ToDecide],
) -> None:
    """Link the first excerpt of each contribution to its objective."""
    excerpts = dict(
        session.execute(
            sa.select(Contribution.source_key, Excerpt.id)
            .join(Excerpt, Excerpt.contribution_id == Contribution.id)
            .where(Contribution.consultation_id == decider.consultation_id)
            .order_by(Excerpt.start.desc())
        ).all()
    )
    for one in found:
        keep(session, decider, excerpt_id=excerpts[one.key], node_id=nodes[one.objective])
