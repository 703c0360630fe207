"""The codes of activities, which stand in their addresses: each once in a consultation."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity


def free_code(session: Session, consultation_id: uuid.UUID, wanted: str) -> str:
    """The code, with a number after it where it is taken. Wait for others before."""
    taken = set(
        session.scalars(
            sa.select(Activity.code).where(
                Activity.consultation_id == consultation_id, Activity.code.startswith(wanted)
            )
        )
    )
    number = 1
    while (code := wanted if number == 1 else f"{wanted}{number}") in taken:
        number += 1
    return code
