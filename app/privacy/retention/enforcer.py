"""What an enforcer is: how the rows of one processing become anonymous, and how they go."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Activity,
    Channel,
    OutgoingMail,
    Receipt,
    ReceiptFollower,
)
from app.privacy.processings import Processing
from app.storage.store import Store

FORGOTTEN = "forgotten:"
"""What stands in the place of an address or of a digest, before what tells one from another."""


@dataclass(frozen=True)
class Scope:
    """Of which consultation, on which day; `store` is where files are kept."""

    consultation_id: uuid.UUID
    moment: dt.datetime
    store: Store

    def activities(self, *channels: Channel) -> sa.Select[uuid.UUID]:
        """The activities of these channels."""
        return sa.select(Activity.id).where(
            Activity.consultation_id == self.consultation_id, Activity.channel.in_(channels)
        )


Act = Callable[[Session, Scope], int]
"""Do it, and say how many rows were concerned: none where it was done before."""


@dataclass(frozen=True)
class Enforcer:
    """`delete` is done after `anonymise` was."""

    processing: Processing
    anonymise: Act
    delete: Act


def nobodys_digest() -> str:
    """What stands in the place of a digest (64 signs): no secret has it."""
    return FORGOTTEN + secrets.token_hex(27)


def changed(session: Session, statement: sa.Update | sa.Delete) -> int:
    """Run it; how many rows it found."""
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def leave_receipts(session: Session, activities: sa.Select[uuid.UUID]) -> int:
    """What was given in these activities leads to no account, device or address any more."""
    receipts = sa.select(Receipt.id).where(Receipt.activity_id.in_(activities))
    changed(session, sa.delete(ReceiptFollower).where(ReceiptFollower.receipt_id.in_(receipts)))
    changed(session, sa.delete(OutgoingMail).where(OutgoingMail.receipt_id.in_(receipts)))
    unlinked = sa.update(Receipt).where(
        Receipt.activity_id.in_(activities), Receipt.participant_id.is_not(None)
    )
    return changed(session, unlinked.values(participant_id=None))
