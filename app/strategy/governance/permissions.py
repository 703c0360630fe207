from __future__ import annotations

from app.models import Role


def may_read_governance(_role: Role) -> bool:
    """Anybody: who decides, when and what is public."""
    return True


def may_keep_governance(role: Role) -> bool:
    """Who describes bodies, prepares their meetings and writes their minutes."""
    return role in (Role.WRITER, Role.STEWARD)


def may_decide(role: Role) -> bool:
    """Who writes down what a body decided, which changes the strategy at once."""
    return role is Role.STEWARD
