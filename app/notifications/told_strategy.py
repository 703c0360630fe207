"""What is true now of the strategy that is in force, for whoever is told of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Excerpt, Plan, PlanState, Strategy, StrategyVersion
from app.notifications.noticing import excerpts_of_line


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


def plan_in_force(session: Session, consultation_id: uuid.UUID) -> Plan | None:
    """The action plan of a consultation that is in force."""
    return session.scalar(
        sa.select(Plan)
        .join(Strategy, Plan.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, Plan.state == PlanState.IN_FORCE)
        .order_by(Plan.number.desc())
        .limit(1)
    )
