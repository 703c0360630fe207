from __future__ import annotations

from app.models import Role


def may_read_programme(_role: Role) -> bool:
    """Anybody, once it is published."""
    return True


def may_welcome(role: Role) -> bool:
    """Those at the door and at the desks: checking in, typing cards in."""
    return role in (Role.FACILITATOR, Role.STEWARD)


def may_read_cards(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_prepare_conferences(role: Role) -> bool:
    """Stewards set up the programme, the registration and the cards."""
    return role is Role.STEWARD
