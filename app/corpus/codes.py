"""Secrets that stand in addresses and forms."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

SECRET = re.compile(r"[A-Za-z0-9_-]{32,64}")
"""What a secret looks like in an address or a form."""


def new_secret() -> str:
    """A secret of 192 random bits, fit for an address."""
    return secrets.token_urlsafe(24)


def secret_shown(typed: str) -> str:
    """The secret of the page that somebody comes from; a new one when it holds none."""
    return typed if SECRET.fullmatch(typed) else new_secret()


def derived_secret(key: str, content: bytes) -> str:
    """A secret that follows from the key of the application, so that it need not be kept.

    `content` begins with what the secret is for, so that no secret opens two doors.
    """
    return hmac.new(key.encode(), content, hashlib.sha256).hexdigest()


def same_secret(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(one.encode(), other.encode())
