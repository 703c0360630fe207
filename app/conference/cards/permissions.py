from __future__ import annotations

from app.models import Role


def may_fill_in_a_card(_role: Role) -> bool:
    """Anybody: the code of the card is the key."""
    return True
