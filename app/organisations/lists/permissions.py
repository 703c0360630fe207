from __future__ import annotations

from app.models import Role


def may_keep_lists(role: Role) -> bool:
    """Stewards: what may be chosen decides what can be counted."""
    return role is Role.STEWARD
