from __future__ import annotations

from app.models import Role


def may_edit_codebook(role: Role) -> bool:
    return role in (Role.WRITER, Role.STEWARD)
