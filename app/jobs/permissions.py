from __future__ import annotations

from app.models import Role


def may_follow_jobs(role: Role) -> bool:
    """Those who may start one: imports and analyses."""
    return role in (Role.WRITER, Role.STEWARD)
