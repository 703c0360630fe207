from __future__ import annotations

from app.models import Role


def may_read_points(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_word_points(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)
