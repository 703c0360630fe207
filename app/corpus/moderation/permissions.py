from __future__ import annotations

from app.models import Role


def may_moderate(role: Role) -> bool:
    """Stewards answer for what everybody reads."""
    return role is Role.STEWARD


def may_read_charter(_role: Role) -> bool:
    return True
