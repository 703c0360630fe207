from __future__ import annotations

from app.models import Account, Role


def may_read_log(role: Role) -> bool:
    """Stewards answer for who did what; nobody changes what is written there."""
    return role is Role.STEWARD


def may_read_own_log(_account: Account) -> bool:
    """Anybody reads what they did themselves."""
    return True
