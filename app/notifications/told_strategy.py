"""What is true now of the strategy that is in force, for whoever is told of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Excerpt,
    Plan,
    PlanAction,
    PlanState,
    Strategy,
    StrategyNode,
    StrategyVersion,
)
from app.notifications.noticing import excerpts_of_line
from app.strategy.ways import ways_to_nodes
from app.web.labels import label


def lines_with_words(
    session: Session, version: StrategyVersion, contribution_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[str]]:
    """The lines of a version to which contributions lead, by the contribution: code and title."""
    rows = session.execute(
        sa.select(Excerpt.id, Excerpt.contribution_id).where(
            Excerpt.contribution_id.in_(contribution_ids)
        )
    )
    said_in = {row.id: row.contribution_id for row in rows}
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for line in version.content["nodes"]:
        there = {said_in[one] for one in excerpts_of_line(line) if one in said_in}
        for contribution_id in there:
            found[contribution_id].append(f"{line['code']} {line['title']}")
    return dict(found)


def actions_with_words(
    session: Session,
    plan: Plan,
    consultation_id: uuid.UUID,
    contribution_ids: Collection[uuid.UUID],
) -> dict[uuid.UUID, list[str]]:
    """The actions of a plan to which contributions lead, by the contribution: code, title and how
    far each is."""
    ways = ways_to_nodes(consultation_id)
    found = (
        sa.select(Excerpt.contribution_id, StrategyNode.code, PlanAction.title, PlanAction.state)
        .join(ways, ways.c.excerpt_id == Excerpt.id)
        .join(PlanAction, PlanAction.node_id == ways.c.end_id)
        .join(StrategyNode, PlanAction.node_id == StrategyNode.id)
        .where(PlanAction.plan_id == plan.id, Excerpt.contribution_id.in_(contribution_ids))
        .order_by(PlanAction.position, PlanAction.id)
    )
    told: dict[uuid.UUID, dict[str, None]] = defaultdict(dict)
    for contribution_id, code, title, state in session.execute(found):
        told[contribution_id][f"{code} {title} : {label(state)}"] = None
    return {contribution_id: list(lines) for contribution_id, lines in told.items()}


def plan_in_force(session: Session, consultation_id: uuid.UUID) -> Plan | None:
    """The action plan of a consultation that is in force."""
    return session.scalar(
        sa.select(Plan)
        .join(Strategy, Plan.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, Plan.state == PlanState.IN_FORCE)
        .order_by(Plan.number.desc())
        .limit(1)
    )
