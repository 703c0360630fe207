from __future__ import annotations

from app.models import Role


def may_read_bibliography(_role: Role) -> bool:
    """Anybody: it is part of what is published."""
    return True


def may_keep_references(role: Role) -> bool:
    """Those who write from them add, correct, quote and bring in files."""
    return role in (Role.WRITER, Role.STEWARD)
