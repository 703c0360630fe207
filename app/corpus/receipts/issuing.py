"""Receipts: a code for each thing that was given, by which its author comes back.

The code follows from the key of the application and the identifier of the receipt, so that it can
be shown again to whom it belongs and written in a message; only its digest is kept.
"""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import CODE_LENGTH, as_shown, derived_secret, digest_of, signs_of
from app.models import Activity, Receipt
from app.models.types import new_id


def issue(
    session: Session, activity: Activity, *, key: str, participant_id: uuid.UUID | None = None
) -> Receipt:
    """A receipt for something that is given now. `key` is that of the application."""
    receipt_id = new_id()
    receipt = Receipt(
        id=receipt_id,
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        digest=digest_of(receipt_code(key, receipt_id)),
        participant_id=participant_id,
    )
    session.add(receipt)
    session.flush()
    return receipt


def receipt_code(key: str, receipt_id: uuid.UUID) -> str:
    """The code of a receipt that `issue` made: `7KQ2M-9XDRT-…`, 98 bits."""
    secret = derived_secret(key, b"receipt:" + receipt_id.bytes)
    return as_shown(signs_of(secret.encode(), CODE_LENGTH))


def receipt_with(session: Session, consultation_id: uuid.UUID, typed: str) -> Receipt | None:
    """The receipt of this consultation that has this code, however it was typed."""
    return session.scalar(
        sa.select(Receipt).where(
            Receipt.consultation_id == consultation_id, Receipt.digest == digest_of(typed)
        )
    )
