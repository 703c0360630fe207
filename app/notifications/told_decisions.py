"""What is decided now of contributions, for whoever is told of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    Notice,
    NoticeKind,
    StrategyNode,
)
from app.strategy.decisions import is_in_force


@dataclass(frozen=True)
class DecisionNow:
    """A decision in force: the line of the strategy, and what was decided."""

    code: str
    title: str
    status: EvidenceStatus


def decisions_on(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[DecisionNow]]:
    found = session.execute(
        sa.select(
            Excerpt.contribution_id, StrategyNode.code, StrategyNode.title, EvidenceLink.status
        )
        .join(Excerpt, EvidenceLink.excerpt_id == Excerpt.id)
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .where(Excerpt.contribution_id.in_(ids), is_in_force())
        .order_by(StrategyNode.position, EvidenceLink.id)
    )
    decisions: dict[uuid.UUID, dict[DecisionNow, None]] = defaultdict(dict)
    for row in found:
        decisions[row.contribution_id][DecisionNow(row.code, row.title, row.status)] = None
    return {id_: list(made) for id_, made in decisions.items()}


def decided_before(session: Session, ids: Sequence[uuid.UUID], told_until: int) -> set[uuid.UUID]:
    found = session.scalars(
        sa.select(Notice.contribution_id).where(
            Notice.contribution_id.in_(ids),
            Notice.kind == NoticeKind.DECIDED,
            Notice.number <= told_until,
        )
    )
    return {one for one in found if one is not None}
