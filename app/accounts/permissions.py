from __future__ import annotations

from app.models import Account


def has_account(_account: Account) -> bool:
    """Whoever is signed in, for what is theirs."""
    return True
