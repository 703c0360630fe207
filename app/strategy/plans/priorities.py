"""The priorities of actions: their ranks in the last ranking of candidate actions that a body
froze at the desk."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ACCEPTED,
    EvidenceLink,
    NodeKind,
    NodeState,
    Plan,
    PlanAction,
    PlanState,
    ScoredKind,
    Scoring,
    ScoringState,
    StrategyNode,
)
from app.models.turns import wait_for_others
from app.strategy.decisions import is_in_force
from app.strategy.plans.changing import PlanIsClosed, differences, part_of, write
from app.strategy.plans.queries import actions_of, consultation_of
from app.strategy.priorities.results import results_of
from app.strategy.queries import strategy_of
from app.strategy.writing.history import Writer


@dataclass(frozen=True)
class FrozenRanks:
    """Line of the strategy → rank by median, of the candidate for which it stands; where several
    stand for it, the first one."""

    scoring: Scoring | None = None
    by_node: dict[uuid.UUID, int] = field(default_factory=dict)


def frozen_ranks(session: Session, consultation_id: uuid.UUID) -> FrozenRanks:
    """The last ranking of actions that a body froze."""
    scoring = session.scalar(
        sa.select(Scoring)
        .where(
            Scoring.consultation_id == consultation_id,
            Scoring.kind == ScoredKind.ACTIONS,
            Scoring.state == ScoringState.FROZEN,
        )
        .order_by(Scoring.frozen_on.desc(), Scoring.id.desc())
        .limit(1)
    )
    strategy = strategy_of(session, consultation_id)
    if scoring is None or strategy is None:
        return FrozenRanks(scoring)
    ranks = {
        one.subject_id: one.by_median.first
        for one in results_of(session, scoring)
        if one.by_median is not None
    }
    by_node: dict[uuid.UUID, int] = {}
    for point_id, node_id in nodes_of_points(session, strategy.id, ranks.keys()).items():
        by_node[node_id] = min(ranks[point_id], by_node.get(node_id, ranks[point_id]))
    return FrozenRanks(scoring, by_node)


def take_priorities(session: Session, by: Writer, plan: Plan) -> int:
    """Give the actions of a plan their ranks of the last frozen ranking; those that it does not
    rank keep theirs. How many changed.

    Raises:
        PlanIsClosed: nothing of it changes.
    """
    wait_for_others(session, plan)
    if plan.state is PlanState.CLOSED:
        raise PlanIsClosed(plan.id)
    ranks = frozen_ranks(session, consultation_of(session, plan)).by_node
    changed = 0
    for line in actions_of(session, plan.id):
        wanted = replace(line, priority=ranks.get(line.node_id, line.priority))
        if changes := differences(line, wanted):
            row = session.get_one(PlanAction, line.id)
            write(session, part_of(by, line.id), row, wanted, changes)
            changed += 1
    return changed


def nodes_of_points(
    session: Session, strategy_id: uuid.UUID, point_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    """By candidate action, the action of the strategy for which it is accepted evidence; of
    several, the one that was linked first."""
    found = (
        sa.select(EvidenceLink.from_point_id, EvidenceLink.node_id)
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .where(
            EvidenceLink.from_point_id.in_(point_ids),
            StrategyNode.strategy_id == strategy_id,
            StrategyNode.kind == NodeKind.ACTION,
            StrategyNode.state == NodeState.OPEN,
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
        )
        .order_by(EvidenceLink.id.desc())
    )
    return {one: node for one, node in session.execute(found) if one and node}
