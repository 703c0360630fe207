"""Reading what a plan is beside the plan before it."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ActionFate, Plan, PlanAction, PlanState
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.queries import actions_of, plan_in_force


def plan_before(session: Session, plan: Plan) -> Plan | None:
    """The plan whose place another takes: the one in force while it is in preparation, the one
    that it ended afterwards."""
    if plan.state is PlanState.DRAFT:
        return plan_in_force(session, plan.strategy_id)
    return session.scalar(
        sa.select(Plan)
        .where(
            Plan.strategy_id == plan.strategy_id,
            Plan.number < plan.number,
            Plan.state == PlanState.CLOSED,
        )
        .order_by(Plan.number.desc())
        .limit(1)
    )


def going_on(lines: list[ActionLine]) -> list[ActionLine]:
    """The actions of a plan of which the next one says what becomes of them: what a plan closes
    has ended with it."""
    return [one for one in lines if one.fate is not ActionFate.CLOSED]


def undecided(session: Session, plan: Plan, before: Plan) -> list[ActionLine]:
    """The actions of the plan before of which a plan says nothing yet, in their order."""
    decided = set(
        session.scalars(sa.select(PlanAction.node_id).where(PlanAction.plan_id == plan.id))
    )
    former = going_on(actions_of(session, before.id))
    return [one for one in former if one.node_id not in decided]


def is_undecided(session: Session, plan: Plan) -> bool:
    """Whether some action of the plan before has no fate in a plan in preparation."""
    before = plan_before(session, plan)
    return before is not None and bool(undecided(session, plan, before))


def fate_counts(session: Session, plan_id: uuid.UUID) -> dict[ActionFate, int]:
    """How many actions a plan carries over, changes, closes and adds."""
    found = (
        sa.select(PlanAction.fate, sa.func.count())
        .where(PlanAction.plan_id == plan_id)
        .group_by(PlanAction.fate)
    )
    counts = dict(session.execute(found).all())
    return {fate: counts.get(fate, 0) for fate in ActionFate}
