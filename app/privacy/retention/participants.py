"""Who took part: rows that hold an account, the mark of a device, a name and a territory."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.extensions import Base
from app.models import Participant
from app.privacy.retention.enforcer import changed, nobodys_digest


def forget_who_is_named_nowhere(session: Session, consultation_id: uuid.UUID) -> int:
    """Erase the participants to whom nothing leads any more, whatever names them."""
    is_named = [
        sa.exists().where(column == Participant.id)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column is Participant.__table__.c.id for key in column.foreign_keys)
    ]
    nowhere = sa.delete(Participant).where(
        Participant.consultation_id == consultation_id, ~sa.or_(*is_named)
    )
    return changed(session, nowhere.execution_options(synchronize_session=False))


def stand_in_for(session: Session, participant_id: uuid.UUID) -> uuid.UUID:
    """Somebody without a name or a device, so that what one person said stays that of one, and
    counts as it did."""
    known = session.get_one(Participant, participant_id)
    nobody = Participant(
        consultation_id=known.consultation_id,
        device_digest=nobodys_digest(),
        had_account=not known.is_device,
    )
    session.add(nobody)
    session.flush()
    return nobody.id
