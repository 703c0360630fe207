"""Secrets that stand in addresses and forms."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import uuid
from itertools import islice, product

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that are read one for another: 0 O, 1 I L, U V."""
CODE_LENGTH = 20
"""20 of 30 signs: 98 random bits."""
LONGEST_TYPED = 100
MISREAD = {"O": "QD", "0": "QD", "I": "J7", "L": "J7", "1": "J7", "U": "V"}
"""What may have been meant by a sign that stands in no code."""
MOST_READINGS = 64

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


def link_secret(key: str, what: str, row_id: uuid.UUID) -> str:
    """The secret of the link to a row, for one purpose (`what`): 160 bits."""
    return derived_secret(key, what.encode() + b":" + row_id.bytes)[:40]


def same_secret(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(one.encode(), other.encode())


def signs_of(content: bytes, length: int) -> str:
    """Signs to be copied by hand that follow from a content, and tell nothing of it (SHA-256)."""
    number = int.from_bytes(hashlib.sha256(content).digest())
    signs = ""
    for _ in range(length):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return signs


def code_from(kind: str, secret: str) -> str:
    """The code of an activity, out of the secret of the page that adds it."""
    return f"{kind}-{hashlib.sha256(secret.encode()).hexdigest()[:12]}"


def as_shown(typed: str) -> str:
    """A code as it is shown, `7KQ2M-9XDRT-…`, however it was typed: spaces, hyphens and case do
    not count."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[:LONGEST_TYPED]
    return "-".join(signs[start : start + 5] for start in range(0, len(signs), 5))


def readings_of(typed: str) -> list[str]:
    """The codes that may be meant by what was typed or pasted, as they are shown: the last part of
    an address, and letters that look like one another read each way."""
    last = typed.split("?")[0].split("#")[0].strip().rstrip("/").rsplit("/", 1)[-1]
    signs = as_shown(last)[: 2 * CODE_LENGTH]
    ways = product(*(MISREAD.get(sign, sign) for sign in signs))
    return ["".join(way) for way in islice(ways, MOST_READINGS)]


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(as_shown(code).encode()).hexdigest()
