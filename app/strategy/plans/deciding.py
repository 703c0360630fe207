"""What decisions of bodies do to plans and their actions. Called by decisions only."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ActionFate,
    ActionState,
    Decision,
    Plan,
    PlanAction,
    PlanState,
    Strategy,
)
from app.models.turns import wait_for_others
from app.notifications.noticing import note_of_plan
from app.strategy.plans.changing import change, differences, part_of, write
from app.strategy.plans.noticing import note_of_actions
from app.strategy.plans.queries import actions_of
from app.strategy.plans.revising.queries import is_undecided
from app.strategy.plans.values import LONGEST_REASON, Values
from app.strategy.writing.history import Writer


class PlanNotDraft(ValueError):
    """Only a plan in preparation comes into force."""


class FatesMissing(ValueError):
    """It says nothing of some actions of the plan that it ends."""


def adopt_plan(session: Session, plan: Plan, decision: Decision) -> None:
    """A plan comes into force: its proposed actions are adopted, the plan in force before it ends.

    Raises:
        PlanNotDraft: it is in force already, or ended.
        FatesMissing: it says nothing of some actions of the plan before.
    """
    strategy = session.get_one(Strategy, plan.strategy_id)
    wait_for_others(session, strategy)
    wait_for_others(session, plan)
    if plan.state is not PlanState.DRAFT:
        raise PlanNotDraft(plan.id)
    if is_undecided(session, plan):
        raise FatesMissing(plan.id)
    before = sa.select(Plan).where(
        Plan.strategy_id == strategy.id, Plan.state == PlanState.IN_FORCE
    )
    for other in session.scalars(before).all():
        wait_for_others(session, other)
        other.state = PlanState.CLOSED
        other.version += 1
    plan.state = PlanState.IN_FORCE
    plan.version += 1
    by = Writer(decision.account_id, f"adopted-{decision.id.hex}")
    rows = {
        one.id: one
        for one in session.scalars(sa.select(PlanAction).where(PlanAction.plan_id == plan.id))
    }
    lines = actions_of(session, plan.id)
    for line in lines:
        if line.state is ActionState.PROPOSED and line.fate is not ActionFate.CLOSED:
            wanted = replace(line, state=ActionState.ADOPTED)
            write(session, part_of(by, line.id), rows[line.id], wanted, differences(line, wanted))
    note_of_plan(session, strategy.consultation_id)
    note_of_actions(session, strategy.consultation_id, [line.node_id for line in lines])


def stop_action(session: Session, plan_action: PlanAction, decision: Decision) -> None:
    """An action of a plan stops; the reason that stands on it begins as the text of the decision
    does.

    Raises:
        app.strategy.plans.values.ActionRefused: it is done.
        app.strategy.plans.changing.PlanIsClosed: nothing of its plan changes.
    """
    # In the order in which those who change actions wait.
    wait_for_others(session, session.get_one(Plan, plan_action.plan_id))
    wait_for_others(session, plan_action)
    by = Writer(decision.account_id, f"stopped-{decision.id.hex}")
    told = decision.text.strip() or decision.title
    reason = told if len(told) <= LONGEST_REASON else told[: LONGEST_REASON - 1] + "…"
    values = Values(state=ActionState.STOPPED, reason=reason)
    change(session, by, plan_action, values, plan_action.version)
