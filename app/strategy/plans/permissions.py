from __future__ import annotations

from app.models import Plan, PlanState, Role


def may_read_plans(_role: Role) -> bool:
    """Anybody: a plan in force is a public document."""
    return True


def may_see(role: Role, plan: Plan) -> bool:
    """What is in preparation is for the team."""
    return plan.state is not PlanState.DRAFT or may_see_drafts(role)


def may_see_drafts(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_write_actions(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_steer_plans(role: Role) -> bool:
    return role is Role.STEWARD
