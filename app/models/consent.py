from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class Consent(Identified, Dated, Base):
    """Somebody agreed to an extra, and may have taken it back since."""

    __tablename__ = "consent"
    __table_args__ = (
        sa.Index("ix_consent_consultation_id_purpose", "consultation_id", "purpose", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    subscription_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """Of whom agreed without an account; no foreign key: the proof outlives the subscription."""
    purpose: Mapped[str] = mapped_column(sa.String(40))
    text_digest: Mapped[str] = mapped_column(sa.String(64))
    taken_back_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
