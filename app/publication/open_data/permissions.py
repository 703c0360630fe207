from __future__ import annotations

from app.models import Role


def may_read_open_data(_role: Role) -> bool:
    """Anybody: what a steward published."""
    return True


def may_see_unpublished(role: Role) -> bool:
    """Who reads, before it is published, what the file would hold."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_publish_open_data(role: Role) -> bool:
    return role is Role.STEWARD
