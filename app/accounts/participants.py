"""Those who take part in a consultation, known by their account or by the mark of their device."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Participant
from app.models.turns import wait_for_consultation


def participant_of(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    account_id: uuid.UUID | None,
    device: str | None,
) -> Participant | None:
    """Who asks, where they took part before: by their account when they are signed in."""
    if account_id is None and device is None:
        return None
    known = (
        Participant.account_id == account_id
        if account_id is not None
        else Participant.device_digest == device
    )
    return session.scalar(
        sa.select(Participant).where(Participant.consultation_id == consultation_id, known)
    )


def add_participant(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    account_id: uuid.UUID | None,
    device: str | None,
) -> Participant:
    """The same, added where they take part for the first time. Two at once wait for one another."""
    found = participant_of(session, consultation_id, account_id=account_id, device=device)
    if found is not None:
        return found
    wait_for_consultation(session, consultation_id)
    found = participant_of(session, consultation_id, account_id=account_id, device=device)
    if found is not None:
        return found
    participant = Participant(
        consultation_id=consultation_id,
        account_id=account_id,
        device_digest=None if account_id is not None else device,
    )
    session.add(participant)
    session.flush()
    return participant
