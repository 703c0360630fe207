from __future__ import annotations

from app.models import Role
from app.workshops.permissions import may_facilitate


def may_validate(role: Role, *, was_in_the_room: bool) -> bool:
    """Who stands behind a synthesis: those who led the workshop or a table, and stewards."""
    return role is Role.STEWARD or (may_facilitate(role) and was_in_the_room)
