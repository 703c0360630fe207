"""What is scored: objectives of the strategy, or candidate actions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    DeskSubject,
    NodeKind,
    NodeState,
    Point,
    PointKind,
    PointState,
    ScoredKind,
    Scoring,
    Strategy,
    StrategyNode,
)

MOST = 200
"""Subjects of a round: nobody scores more than that with care."""
DESK_SUBJECTS = {
    ScoredKind.OBJECTIVES: DeskSubject.NODE,
    ScoredKind.ACTIONS: DeskSubject.POINT,
}
"""As what they are talked about."""


@dataclass(frozen=True)
class Scored:
    """Something that is scored."""

    id: uuid.UUID
    code: str
    """Of an objective; a candidate action has none."""
    title: str
    text: str = ""

    @property
    def name(self) -> str:
        return f"{self.code} – {self.title}" if self.code else self.title


def choosable(session: Session, consultation_id: uuid.UUID, kind: ScoredKind) -> list[Scored]:
    """What a new round may score: `MOST` at most, and one more where there are more."""
    found = _select(consultation_id, kind)
    if kind is ScoredKind.OBJECTIVES:
        found = found.where(StrategyNode.state == NodeState.OPEN).order_by(StrategyNode.position)
    else:
        found = found.where(Point.state == PointState.OPEN).order_by(Point.id)
    return [_scored(row) for row in session.execute(found.limit(MOST + 1))]


def subjects_of(session: Session, scoring: Scoring) -> list[Scored]:
    """What a round scores, in its own order; what is gone from the database is left out."""
    ids = [uuid.UUID(one) for one in scoring.subjects]
    model = StrategyNode if scoring.kind is ScoredKind.OBJECTIVES else Point
    found = _select(scoring.consultation_id, scoring.kind).where(model.id.in_(ids))
    by_id = {row.id: _scored(row) for row in session.execute(found)}
    return [by_id[one] for one in ids if one in by_id]


def _select(consultation_id: uuid.UUID, kind: ScoredKind) -> sa.Select[*tuple[object, ...]]:
    if kind is ScoredKind.OBJECTIVES:
        nothing = sa.literal("").label("text")
        return (
            sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title, nothing)
            .join(Strategy, StrategyNode.strategy_id == Strategy.id)
            .where(
                Strategy.consultation_id == consultation_id,
                StrategyNode.kind == NodeKind.OBJECTIVE,
            )
        )
    return sa.select(Point.id, sa.literal("").label("code"), Point.title, Point.text).where(
        Point.consultation_id == consultation_id, Point.kind == PointKind.ACTION
    )


def _scored(row: sa.Row[*tuple[object, ...]]) -> Scored:
    return Scored(row.id, row.code, row.title, row.text)
