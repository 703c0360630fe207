"""What became of each excerpt in one word, as databases work it out: kept (by rank), set aside, or
nothing yet."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.models import (
    ACCEPTED,
    Citation,
    EvidenceLink,
    EvidenceStatus,
    NodeState,
    OrphanKind,
    Point,
    PointState,
    Strategy,
    StrategyNode,
)
from app.strategy.decisions import is_in_force
from app.strategy.orphans.answers import answers_in_force
from app.strategy.ways import RANKED, ways_to_nodes

WAITING, ASIDE = len(RANKED), len(RANKED) + 1
"""Ranks after those of what was kept: of several excerpts, the smallest says what became of them
together. They wait as long as one of them does and none is kept."""
OUTCOMES = (*RANKED, EvidenceStatus.UNDECIDED, EvidenceStatus.SET_ASIDE)
"""By rank; what nobody decided of yet, or again, is UNDECIDED."""


def outcomes(consultation_id: uuid.UUID, among: Sequence[uuid.UUID] | None = None) -> sa.CTE:
    """`excerpt_id`, `rank`: the excerpts of which something became, each once; the others wait.

    One is kept where it leads to a line of the strategy or is cited in the text of one. Else it is
    set aside where somebody set it aside for anything or said why it stays without a link, or where
    all that it fed was itself set aside. `among`: of these excerpts only.
    """
    found = sa.union_all(
        _leading(consultation_id, among),
        _cited(consultation_id),
        _set_aside(consultation_id),
        _for_points_set_aside(consultation_id),
        _answered(consultation_id),
    ).subquery()
    excerpt_id, rank = found.c
    best = sa.select(excerpt_id.label("excerpt_id"), sa.func.min(rank).label("rank"))
    if among is not None:
        best = best.where(excerpt_id.in_(among))
    return best.group_by(excerpt_id).cte("outcomes")


def _unless_line_is_aside(rank: Any) -> sa.Case[Any]:
    return sa.case((StrategyNode.state == NodeState.OPEN, rank), else_=ASIDE)


def _leading(
    consultation_id: uuid.UUID, among: Sequence[uuid.UUID] | None
) -> sa.Select[*tuple[Any, ...]]:
    ways = ways_to_nodes(consultation_id, among)
    return sa.select(ways.c.excerpt_id, _unless_line_is_aside(ways.c.rank)).join(
        StrategyNode, ways.c.end_id == StrategyNode.id
    )


def _cited(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """Word for word, in the text of a line."""
    return (
        sa.select(Citation.excerpt_id, _unless_line_is_aside(0))
        .join(StrategyNode, Citation.node_id == StrategyNode.id)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, Citation.excerpt_id.is_not(None))
    )


def _set_aside(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(EvidenceLink.excerpt_id, sa.literal(ASIDE)).where(
        EvidenceLink.consultation_id == consultation_id,
        EvidenceLink.excerpt_id.is_not(None),
        EvidenceLink.status == EvidenceStatus.SET_ASIDE,
        is_in_force(),
    )


def _for_points_set_aside(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(EvidenceLink.excerpt_id, sa.literal(ASIDE))
        .join(Point, EvidenceLink.point_id == Point.id)
        .where(
            EvidenceLink.consultation_id == consultation_id,
            EvidenceLink.excerpt_id.is_not(None),
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            Point.state == PointState.SET_ASIDE,
        )
    )


def _answered(consultation_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    """Those that may stay without a link: somebody said why."""
    answers = answers_in_force(consultation_id, OrphanKind.EXCERPT).subquery()
    return sa.select(sa.cast(answers.c.subject, sa.Uuid), sa.literal(ASIDE))


def standing(consultation_id: uuid.UUID) -> sa.CTE:
    """`excerpt_id`, `node_id`: each excerpt with each line of the strategy where it stands."""
    ways = ways_to_nodes(consultation_id)
    cited = (
        sa.select(Citation.excerpt_id, Citation.node_id)
        .join(StrategyNode, Citation.node_id == StrategyNode.id)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(
            Strategy.consultation_id == consultation_id,
            Citation.excerpt_id.is_not(None),
            StrategyNode.state == NodeState.OPEN,
        )
    )
    led = (
        sa.select(ways.c.excerpt_id, ways.c.end_id.label("node_id"))
        .join(StrategyNode, ways.c.end_id == StrategyNode.id)
        .where(StrategyNode.state == NodeState.OPEN)
    )
    return led.union(cited).cte("standing")
