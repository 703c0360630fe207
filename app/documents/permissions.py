from __future__ import annotations

from app.models import Role


def may_read_documents(role: Role) -> bool:
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_send_documents(role: Role) -> bool:
    """Those who were in the room send what was written there, check it and stand behind it."""
    return role in (Role.FACILITATOR, Role.STEWARD)
