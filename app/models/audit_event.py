from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.membership import Role
from app.models.types import Dated, Identified, Json, state_column


class AuditEvent(Identified, Dated, Base):
    """Who did what to what, and when. The database refuses to change one.

    It points at nothing by a foreign key, for it outlives what it tells of: once an account is
    erased, its identifier leads to nobody.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        sa.Index("ix_audit_event_consultation_id_id", "consultation_id", "id"),
        sa.Index("ix_audit_event_account_id_id", "account_id", "id"),
        sa.Index("ix_audit_event_consultation_id_act_id", "consultation_id", "act", "id"),
    )

    consultation_id: Mapped[uuid.UUID | None]
    """None for what concerns an account as a whole."""
    account_id: Mapped[uuid.UUID | None]
    """Who; None for a command, a job, or somebody unknown."""
    role: Mapped[Role | None] = mapped_column(state_column(Role))
    """What they were in the consultation that day."""
    act: Mapped[str] = mapped_column(sa.String(80))
    """A code of `app.audit.acts`, mostly the endpoint of the page."""
    things: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """To what: names of things and their identifiers or codes."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What changed, where the act does not say it; no words of people, no secret, no address."""
