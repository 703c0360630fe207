from __future__ import annotations

from app.models import Account, Role


def may_watch_platform(account: Account) -> bool:
    """Those who open consultations here answer for the platform."""
    return account.may_create_consultations


def may_watch_consultation(role: Role) -> bool:
    """Stewards: what waits or failed in their consultation, and nothing of the others."""
    return role is Role.STEWARD
