from __future__ import annotations

from app.models import Role


def may_read_what_became(_role: Role) -> bool:
    """Anybody: until it is public, the pages say when it will be."""
    return True
