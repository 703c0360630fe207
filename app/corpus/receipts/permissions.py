from __future__ import annotations

from app.models import Role


def may_follow_receipts(_role: Role) -> bool:
    """Anybody: the code of a receipt is what opens it."""
    return True


def may_see_own(_role: Role) -> bool:
    """Anybody sees what they gave themselves, with their account or on their device."""
    return True
