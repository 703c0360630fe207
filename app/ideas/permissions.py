from __future__ import annotations

from app.models import Role


def may_read_ideas(_role: Role) -> bool:
    """Anybody, once the box is published."""
    return True


def may_prepare_boxes(role: Role) -> bool:
    return role is Role.STEWARD


def may_arrange_ideas(role: Role) -> bool:
    """Grouping ideas, splitting them: nothing that anybody wrote is lost."""
    return role in (Role.WRITER, Role.STEWARD)


def may_answer_ideas(role: Role) -> bool:
    """An official answer binds the stewards."""
    return role is Role.STEWARD
