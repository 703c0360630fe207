from __future__ import annotations

from app.models import Account


def may_link_identities(_account: Account) -> bool:
    """Whoever is signed in: it is their own account."""
    return True
