from __future__ import annotations

from app.models import Role


def may_read_strategy(_role: Role) -> bool:
    """Anybody: the strategy is a public document."""
    return True


def may_read_evidence(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_decide_evidence(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_read_orphans(role: Role) -> bool:
    return may_read_evidence(role)


def may_answer_orphans(role: Role) -> bool:
    """Who may say that something may stay without a link."""
    return may_decide_evidence(role)
