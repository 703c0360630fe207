from __future__ import annotations

from app.models import Role


def may_export(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)
