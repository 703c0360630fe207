"""The code of a response: the key to come back, to correct, to withdraw."""

from __future__ import annotations

import hashlib
import uuid

from app.corpus.codes import derived_secret, new_secret

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that are read one for another: 0 O, 1 I L, U V."""
LENGTH = 20
"""20 of 30 signs: 98 random bits."""
NUMBER_LENGTH = 12
LONGEST_TYPED = 100


def personal_secret(key: str, questionnaire_id: uuid.UUID, person_id: uuid.UUID) -> str:
    """The secret of an account or an invitation whose response is known to be theirs.

    It follows from the key of the application, so that it need not be kept, and is found again
    whenever they come back.
    """
    return derived_secret(key, questionnaire_id.bytes + person_id.bytes)


def sheet_secret(key: str, questionnaire_id: uuid.UUID, sheet: str) -> str:
    """The secret of a paper answer, found again from the number written on its sheet."""
    # A digest, so that no number of a sheet reads like the identifier of a person.
    return derived_secret(key, questionnaire_id.bytes + hashlib.sha256(sheet.encode()).digest())


def secret_digest(secret: str) -> str:
    """What is kept of the secret of an invitation's link."""
    return hashlib.sha256(b"invitation:" + secret.encode()).hexdigest()


def code_from(secret: str) -> str:
    """The code that follows from a secret, in groups of five, as it is shown: `7KQ2M-9XDRT-…`.

    It tells nothing of the secret (SHA-256), and no digest of the one leads to that of the other.
    """
    return as_shown(_signs(b"response:" + secret.encode(), LENGTH))


def number_from(response_id: uuid.UUID) -> str:
    """What names a response in a file: always the same, and neither its code nor its identifier,
    which may tell when it began."""
    return _signs(b"number:" + response_id.bytes, NUMBER_LENGTH)


def _signs(content: bytes, length: int) -> str:
    number = int.from_bytes(hashlib.sha256(content).digest())
    signs = ""
    for _ in range(length):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return signs


def new_code() -> str:
    """A code that follows from nothing."""
    return code_from(new_secret())


def as_shown(typed: str) -> str:
    """A code as it is shown, however it was typed: spaces, hyphens and case do not count."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[:LONGEST_TYPED]
    return "-".join(signs[start : start + 5] for start in range(0, len(signs), 5))


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(as_shown(code).encode()).hexdigest()
