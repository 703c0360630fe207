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
