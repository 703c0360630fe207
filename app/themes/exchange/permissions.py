from __future__ import annotations

from app.models import Role


def may_exchange_codes(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_name_coders(role: Role) -> bool:
    return role is Role.STEWARD
