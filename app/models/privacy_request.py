from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime, state_column


class PrivacyRight(enum.StrEnum):
    """What people may ask for (GDPR, articles 15 to 21)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    PORTABILITY = "portability"
    OTHER = "other"


class PrivacyRequestState(enum.StrEnum):
    UNCONFIRMED = "unconfirmed"
    """Nobody showed yet that the address is theirs."""
    RECEIVED = "received"
    IN_HAND = "in_hand"
    GRANTED = "granted"
    REFUSED = "refused"


class PrivacyRequest(Identified, Dated, Base):
    """Somebody exercises a right. One month to answer (GDPR, article 12)."""

    __tablename__ = "privacy_request"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_privacy_request_consultation_id_state", "consultation_id", "state", "due_on"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made where it was typed: sent twice, it is kept once."""
    right: Mapped[PrivacyRight] = mapped_column(state_column(PrivacyRight))
    state: Mapped[PrivacyRequestState] = mapped_column(state_column(PrivacyRequestState))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    message: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(10), default="")
    """Of the page on which it was typed: that of the messages about it."""
    receipt_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("receipt.id"))
    """What it is about, where a receipt code was given."""
    due_on: Mapped[dt.date]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
