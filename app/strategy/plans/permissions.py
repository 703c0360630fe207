from __future__ import annotations

from app.models import Role


def may_read_plans(_role: Role) -> bool:
    """Anybody: a plan in force is a public document."""
    return True


def may_see_drafts(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_write_actions(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_steer_plans(role: Role) -> bool:
    return role is Role.STEWARD
