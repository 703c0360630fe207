from __future__ import annotations

from app.models import Role


def may_answer(_role: Role) -> bool:
    """Anybody, with or without an account."""
    return True


def may_manage_questionnaires(role: Role) -> bool:
    return role is Role.STEWARD
