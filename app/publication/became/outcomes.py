"""What became of each excerpt in one word, as databases work it out: kept (by rank), set aside, or
nothing yet."""

from __future__ import annotations

import uuid
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
from app.strategy.ways import RANKED

WAITING, ASIDE = len(RANKED), len(RANKED) + 1
"""Ranks after those of what was kept: of several excerpts, the smallest says what became of them
together. They wait as long as one of them does and none is kept."""
OUTCOMES = (*RANKED, EvidenceStatus.UNDECIDED, EvidenceStatus.SET_ASIDE)
"""By rank; what nobody decided of yet, or again, is UNDECIDED."""


def outcomes(consultation_id: uuid.UUID, ways: sa.CTE) -> sa.CTE:
    """`excerpt_id`, `rank`: the excerpts of which something became, each once; the others wait.
    `ways` are those of `ways_to_nodes`, which one statement names once.

    One is kept where it leads to a line of the strategy or is cited in the text of one. Else it is
    set aside where somebody set it aside for anything or said why it stays without a link, or where
    all that it fed was itself set aside.
    """
    aside = motives(consultation_id, ways).subquery()
    found = sa.union_all(
        _leading(ways),
        _cited(consultation_id, NodeState.OPEN).add_columns(sa.literal(0)),
        sa.select(aside.c.excerpt_id, sa.literal(ASIDE)),
    ).subquery()
    excerpt_id, rank = found.c
    best = sa.select(excerpt_id.label("excerpt_id"), sa.func.min(rank).label("rank"))
    return best.group_by(excerpt_id).cte("outcomes")


def _leading(ways: sa.CTE) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(ways.c.excerpt_id, ways.c.rank)
        .join(StrategyNode, ways.c.end_id == StrategyNode.id)
        .where(StrategyNode.state == NodeState.OPEN)
    )


def _cited(consultation_id: uuid.UUID, state: NodeState) -> sa.Select[*tuple[Any, ...]]:
    """`excerpt_id` with each line in whose text it is cited word for word."""
    return (
        sa.select(Citation.excerpt_id)
        .join(StrategyNode, Citation.node_id == StrategyNode.id)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(
            Strategy.consultation_id == consultation_id,
            Citation.excerpt_id.is_not(None),
            StrategyNode.state == state,
        )
    )


def motives(consultation_id: uuid.UUID, ways: sa.CTE) -> sa.CompoundSelect[Any]:
    """`excerpt_id`, `motive`: why excerpts were set aside, each once a reason; they may be kept for
    something else."""
    home = EvidenceLink.consultation_id == consultation_id
    said = sa.select(EvidenceLink.excerpt_id, EvidenceLink.motive.label("motive")).where(
        home,
        EvidenceLink.excerpt_id.is_not(None),
        EvidenceLink.status == EvidenceStatus.SET_ASIDE,
        is_in_force(),
    )
    of_points = (
        sa.select(EvidenceLink.excerpt_id, Point.reason)
        .join(Point, EvidenceLink.point_id == Point.id)
        .where(
            home,
            EvidenceLink.excerpt_id.is_not(None),
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            Point.state == PointState.SET_ASIDE,
        )
    )
    # What may stay without a link, as somebody said why.
    answers = answers_in_force(consultation_id, OrphanKind.EXCERPT).subquery()
    answered = sa.select(sa.cast(answers.c.subject, sa.Uuid), answers.c.reason)
    of_lines = (
        sa.select(ways.c.excerpt_id, StrategyNode.reason)
        .join(StrategyNode, ways.c.end_id == StrategyNode.id)
        .where(StrategyNode.state == NodeState.SET_ASIDE)
    )
    was_cited = _cited(consultation_id, NodeState.SET_ASIDE).add_columns(StrategyNode.reason)
    return sa.union(said, of_points, answered, of_lines, was_cited)


def standing(consultation_id: uuid.UUID, ways: sa.CTE) -> sa.CTE:
    """`excerpt_id`, `node_id`: each excerpt with each line of the strategy where it stands."""
    cited = _cited(consultation_id, NodeState.OPEN).add_columns(Citation.node_id)
    led = (
        sa.select(ways.c.excerpt_id, ways.c.end_id.label("node_id"))
        .join(StrategyNode, ways.c.end_id == StrategyNode.id)
        .where(StrategyNode.state == NodeState.OPEN)
    )
    return led.union(cited).cte("standing")
