"""Receipts: a code for each thing that was given, by which its author comes back.

The code that `issue` makes follows from the key of the application and the identifier of the
receipt, so that it can be shown again to whom it belongs and written in a message. Responses, cards
and notes have codes of their own, which only their authors have: `receipts_of_codes` makes their
receipts. Of every code a digest is kept, and nothing else.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from app.corpus.codes import CODE_LENGTH, as_shown, derived_secret, digest_of, readings_of, signs_of
from app.models import Activity, Receipt
from app.models.types import midnight, new_id, new_id_of_the_day, now


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
    digests = [digest_of(code) for code in readings_of(typed)]
    return session.scalar(
        sa.select(Receipt)
        .options(joinedload(Receipt.activity))
        .where(Receipt.consultation_id == consultation_id, Receipt.digest.in_(digests))
        .limit(1)
    )


def code_as_meant(receipt: Receipt, typed: str) -> str:
    """The code of a receipt that was found by what was typed, as it is shown."""
    return next(code for code in readings_of(typed) if digest_of(code) == receipt.digest)


def can_be_shown_again(key: str, receipt: Receipt) -> bool:
    """Whether the code is one that `issue` made, under this key of the application."""
    return digest_of(receipt_code(key, receipt.id)) == receipt.digest


def has_receipt(session: Session, digest: str) -> bool:
    """Whether what has this code of its own has its receipt."""
    return session.scalar(sa.select(Receipt.id).where(Receipt.digest == digest)) is not None


def receipts_of_codes(
    session: Session,
    activity: Activity,
    digests: Collection[str],
    *,
    participant_id: uuid.UUID | None = None,
    by_day: bool = False,
) -> dict[str, uuid.UUID]:
    """The receipts of what has codes of its own, by the digests of these; made where they are not.

    Safe when the same code comes twice at the same moment. Made `by_day`, a receipt tells the day,
    not the moment. A code that is in use in another activity gets none here.
    """
    if not digests:
        return {}
    insert: Any = postgresql.insert if _is_postgresql(session) else sqlite.insert
    session.execute(
        insert(Receipt).on_conflict_do_nothing(index_elements=["digest"]),
        [
            {
                "id": new_id_of_the_day() if by_day else new_id(),
                "created_at": midnight() if by_day else now(),
                "consultation_id": activity.consultation_id,
                "activity_id": activity.id,
                "digest": digest,
                "participant_id": participant_id,
            }
            for digest in sorted(digests)
        ],
    )
    rows = session.execute(
        sa.select(Receipt.digest, Receipt.id).where(
            Receipt.activity_id == activity.id, Receipt.digest.in_(digests)
        )
    )
    return dict(rows.all())


def renew_code(session: Session, before: str, after: str) -> None:
    """The code of what has one of its own is another from now on, by the digests of both."""
    session.execute(sa.update(Receipt).where(Receipt.digest == before).values(digest=after))


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
