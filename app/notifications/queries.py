"""Reading the box of outgoing messages."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, MailState, OutgoingMail


def number_waiting(session: Session, batch_id: uuid.UUID) -> int:
    """How many messages of a batch wait."""
    return (
        session.scalar(
            sa.select(sa.func.count()).where(
                OutgoingMail.batch_id == batch_id, OutgoingMail.state == MailState.WAITING
            )
        )
        or 0
    )


def number_since(session: Session, consultation_id: uuid.UUID, moment: dt.datetime) -> int:
    """How many messages a consultation put in the box since a moment."""
    return (
        session.scalar(
            sa.select(sa.func.count()).where(
                OutgoingMail.consultation_id == consultation_id, OutgoingMail.created_at > moment
            )
        )
        or 0
    )


def activity_code_of_batch(session: Session, batch_id: uuid.UUID) -> str | None:
    """The code of the activity that the messages of a batch are about."""
    return session.scalar(
        sa.select(Activity.code)
        .join(OutgoingMail, OutgoingMail.activity_id == Activity.id)
        .where(OutgoingMail.batch_id == batch_id)
        .limit(1)
    )
