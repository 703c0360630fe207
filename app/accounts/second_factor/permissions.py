from __future__ import annotations

from app.models import Account


def may_set_own_second_factor(_account: Account) -> bool:
    """Whoever is signed in: it is their own."""
    return True
