from __future__ import annotations

from app.models import Role


def may_read_hearings(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_prepare_hearings(role: Role) -> bool:
    """Stewards say which bodies are consulted; facilitators send the minutes."""
    return role is Role.STEWARD


def may_read_submissions(_role: Role) -> bool:
    """Anybody, once the call is published; who deposits comes back by a code."""
    return True


def may_prepare_calls(role: Role) -> bool:
    return role is Role.STEWARD
