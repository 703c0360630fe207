from __future__ import annotations

from app.models import Role


def may_read_strategy(_role: Role) -> bool:
    """Anybody: the strategy is a public document."""
    return True


def may_read_evidence(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_decide_evidence(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)
