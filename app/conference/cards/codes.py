"""The code by which a card is opened on a phone, and that of a card that was sent."""

from __future__ import annotations

from app.corpus.codes import (
    CODE_LENGTH,
    as_shown,
    derived_secret,
    digest_of,
    same_secret,
    signs_of,
)
from app.models import CardForm


def form_code(key: str, form: CardForm) -> str:
    """The code of this turn of the card form, made from the key of the application."""
    return derived_secret(key, b"card-form:" + form.id.bytes + form.turn.to_bytes(4))


def opens(key: str, form: CardForm, code: str) -> bool:
    """Whether this code is the one that was given out last, open or not."""
    return same_secret(code, form_code(key, form))


def receipt_code(secret: str) -> str:
    """The code of a card that was sent from the page that holds this secret: `7KQ2M-9XDRT-…`."""
    return as_shown(signs_of(b"card:" + secret.encode(), CODE_LENGTH))


def key_of(secret: str) -> str:
    """The key of the card of such a page: a digest of its code, which is not kept itself."""
    return digest_of(receipt_code(secret))
