"""Passwords are kept as argon2id hashes."""

from __future__ import annotations

import unicodedata

import argon2

LONGEST = 256
SHORTEST = 12

_hasher = argon2.PasswordHasher()
_nobody = _hasher.hash("nobody has this password")


def normal_password(password: str) -> str:
    """The password whatever keyboard wrote it: "é" is one character. NFC rather than NFKC, for
    which "²" of French keyboards would be "2"."""
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    return _hasher.hash(normal_password(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. An unknown account (`None`) takes as long as a known one."""
    if len(password) > LONGEST:
        return False
    try:
        _hasher.verify(password_hash or _nobody, normal_password(password))
    except argon2.exceptions.VerificationError:
        return False
    return password_hash is not None
