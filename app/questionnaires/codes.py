"""The code of a response: the key to come back, to correct, to withdraw."""

from __future__ import annotations

import hashlib
import uuid

from app.corpus.codes import CODE_LENGTH, as_shown, derived_secret, new_secret, signs_of

NUMBER_LENGTH = 12


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
    return as_shown(signs_of(b"response:" + secret.encode(), CODE_LENGTH))


def number_from(response_id: uuid.UUID) -> str:
    """What names a response in a file: always the same, and neither its code nor its identifier,
    which may tell when it began."""
    return signs_of(b"number:" + response_id.bytes, NUMBER_LENGTH)


def new_code() -> str:
    """A code that follows from nothing."""
    return code_from(new_secret())
