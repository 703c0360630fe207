"""The plan and the action that an address names, for those who may see them."""

from __future__ import annotations

import re

from flask import abort

from app.extensions import current_session
from app.models import Plan, PlanAction, PlanState, Strategy
from app.strategy.plans import queries
from app.strategy.plans.permissions import may_see_drafts
from app.strategy.queries import strategy_of
from app.web.guard import current_consultation, current_role

NUMBER = re.compile("[1-9][0-9]{0,5}")


def strategy_or_404() -> Strategy:
    return strategy_of(current_session(), current_consultation().id) or abort(404)


def plan_or_404(number: str) -> Plan:
    """A plan; one in preparation does not exist but for the team."""
    if NUMBER.fullmatch(number) is None:
        abort(404)
    plan = queries.plan_of(current_session(), strategy_or_404().id, int(number))
    if plan is None or (plan.state is PlanState.DRAFT and not may_see_drafts(current_role())):
        abort(404)
    return plan


def action_or_404(number: str, code: str) -> tuple[Plan, PlanAction]:
    plan = plan_or_404(number)
    return plan, queries.action_of(current_session(), plan.id, code) or abort(404)
