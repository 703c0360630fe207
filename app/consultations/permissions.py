from __future__ import annotations

from app.models import Account, Role


def may_visit(_role: Role) -> bool:
    """Anybody: the page is public once the consultation is."""
    return True


def may_open_desk(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_open_or_close(role: Role) -> bool:
    return role is Role.STEWARD


def may_create_consultations(account: Account) -> bool:
    return account.may_create_consultations
