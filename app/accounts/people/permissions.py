from __future__ import annotations

from app.models import Role


def may_manage_people(role: Role) -> bool:
    """Stewards give roles, take them away and invite."""
    return role is Role.STEWARD
