from __future__ import annotations

from app.models import Role


def may_read_documents(_role: Role) -> bool:
    """Anybody: what a steward made public."""
    return True


def may_make_documents(role: Role) -> bool:
    """Who asks for a document, and sees those that are not public."""
    return role in (Role.WRITER, Role.STEWARD)


def may_publish_documents(role: Role) -> bool:
    return role is Role.STEWARD


def may_keep_templates(role: Role) -> bool:
    return role is Role.STEWARD
