from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime, state_column


class MailState(enum.StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class OutgoingMail(Identified, Dated, Base):
    """A message to one person. Its text is erased once it is handed over: it may hold a secret."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (sa.Index("ix_outgoing_mail_batch_id_state", "batch_id", "state"),)

    consultation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("consultation.id"))
    batch_id: Mapped[uuid.UUID]
    """Messages that one job sends."""
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("invitation.id"), index=True
    )
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[MailState] = mapped_column(state_column(MailState), default=MailState.WAITING)
    error: Mapped[str] = mapped_column(sa.String(300), default="")
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
