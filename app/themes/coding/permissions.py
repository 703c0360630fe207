from __future__ import annotations

from app.models import Role


def may_read_coding(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_code(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_set_coding(role: Role) -> bool:
    return role is Role.STEWARD
