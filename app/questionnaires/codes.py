"""The code of a response: the key to come back, to correct, to withdraw."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that are read one for another: 0 O, 1 I L, U V."""
LENGTH = 20
"""20 of 30 signs: 98 random bits."""
LONGEST_TYPED = 100


def new_code() -> str:
    """A code in groups of five, as it is shown: `7KQ2M-9XDRT-…`."""
    return as_shown("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def as_shown(typed: str) -> str:
    """A code as it is shown, however it was typed: spaces, hyphens and case do not count."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[:LONGEST_TYPED]
    return "-".join(signs[start : start + 5] for start in range(0, len(signs), 5))


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(as_shown(code).encode()).hexdigest()
