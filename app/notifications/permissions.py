from __future__ import annotations

from app.models import Role


def may_subscribe(_role: Role) -> bool:
    """Anybody: an address is confirmed by a message, or an account is signed in."""
    return True


def may_write_newsletters(role: Role) -> bool:
    return role is Role.STEWARD
