from __future__ import annotations

from app.models import Role


def may_read_versions(_role: Role) -> bool:
    """Anybody: a version under consultation, adopted or published is a public document."""
    return True


def may_read_drafts(role: Role) -> bool:
    """Who reads the versions that are still drafts, and the whole way from a verbatim to a line."""
    return role in (Role.FACILITATOR, Role.WRITER, Role.STEWARD)


def may_make_versions(role: Role) -> bool:
    return role is Role.STEWARD
