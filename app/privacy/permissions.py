from __future__ import annotations

from app.models import Role


def may_read_privacy_notice(_role: Role) -> bool:
    """Anybody: people are told before they send anything."""
    return True


def may_see_own_consents(_role: Role) -> bool:
    """Anybody who is signed in sees theirs, and takes them back."""
    return True


def may_keep_privacy(role: Role) -> bool:
    return role is Role.STEWARD


def may_exercise_rights(_role: Role) -> bool:
    """Everybody whose data may be kept, with or without an account."""
    return True


def may_answer_requests(role: Role) -> bool:
    """Stewards answer for the data of their consultation."""
    return role is Role.STEWARD
