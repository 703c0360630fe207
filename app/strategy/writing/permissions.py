from __future__ import annotations

from app.models import Role


def may_read_writing(role: Role) -> bool:
    """Who sees how the strategy is written: its history, and what still waits."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_write(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)


def may_set_up(role: Role) -> bool:
    """Who names the kinds of line, the period and what stands before the first line."""
    return role is Role.STEWARD
