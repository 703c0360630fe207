from __future__ import annotations

from app.models import Role


def may_suggest(_role: Role) -> bool:
    """Anybody who may read the consultation, while the strategy takes suggestions."""
    return True


def may_read_suggestions(role: Role) -> bool:
    """Who reads those that are not answered yet."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_answer_suggestions(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_open_suggestions(role: Role) -> bool:
    return role is Role.STEWARD
