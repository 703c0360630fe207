from __future__ import annotations

from app.models import Account, Role


def has_account(_account: Account) -> bool:
    """Whoever is signed in may take away and erase what is theirs."""
    return True


def may_exercise_rights(_role: Role) -> bool:
    """Everybody whose data may be kept, with or without an account."""
    return True


def may_answer_requests(role: Role) -> bool:
    """Stewards answer for the data of their consultation."""
    return role is Role.STEWARD
