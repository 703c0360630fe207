from __future__ import annotations

from app.models import Role


def may_score(role: Role) -> bool:
    """Whoever has a role may be asked to; the round says whether they are."""
    return role is not Role.VISITOR


def may_read_rounds(role: Role) -> bool:
    """Those who read every round; a scorer reads their own."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_steer_priorities(role: Role) -> bool:
    return role is Role.STEWARD
