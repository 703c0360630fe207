"""Writing down who did what to what. Nothing that was written is ever changed."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from app.models import AuditEvent, Role


def record(
    session: Session,
    act: str,
    *,
    consultation_id: uuid.UUID | None = None,
    account_id: uuid.UUID | None = None,
    role: Role | None = None,
    things: dict[str, Any] | None = None,
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write an act down, in the transaction in which it is done.

    `things` says to what it was done: names and identifiers or codes. `details` says what changed;
    neither words of people, nor a secret, nor an address stands there.
    """
    event = AuditEvent(
        consultation_id=consultation_id,
        account_id=account_id,
        role=role,
        act=act,
        things=things or {},
        details=details or {},
    )
    session.add(event)
    session.flush()
    return event
