from __future__ import annotations

from app.models import Account, Role


def may_have_organisations(_account: Account) -> bool:
    """Anybody who has an account."""
    return True


def may_say_for_whom(_role: Role) -> bool:
    """Anybody who takes part; without an account, for themselves."""
    return True


def may_see_organisations(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_decide_mandates(role: Role) -> bool:
    return role is Role.STEWARD
