from __future__ import annotations

from app.models import Role


def may_follow_workshops(role: Role) -> bool:
    """Those who work on the consultation: what is said, and what is missing."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_facilitate(role: Role) -> bool:
    """Those who are in the room: notes, walls, syntheses, sheets, attendance."""
    return role in (Role.FACILITATOR, Role.STEWARD)


def may_prepare_workshops(role: Role) -> bool:
    """Stewards set up series, workshops and tables."""
    return role is Role.STEWARD


def may_join_a_table(_role: Role) -> bool:
    """Anybody: the code of the table is the key."""
    return True
