"""Between a session cookie and an account."""

from __future__ import annotations

import hmac
import uuid

from app.extensions import current_session
from app.models import Account


def load_account(cookie: str) -> Account | None:
    """The account that a session cookie names, unless its sessions were closed (flask-login)."""
    identifier, _, key = cookie.partition(":")
    try:
        account = current_session().get(Account, uuid.UUID(identifier))
    except ValueError:
        return None
    if account is None or not hmac.compare_digest(account.session_key, key):
        return None
    return account
