from __future__ import annotations

from app.models import Role


def may_read_review(_role: Role) -> bool:
    """Anybody, once it is published."""
    return True


def may_write_review(role: Role) -> bool:
    """Who sees the review as it would be now, and writes in it."""
    return role in (Role.WRITER, Role.STEWARD)


def may_publish_review(role: Role) -> bool:
    return role is Role.STEWARD
