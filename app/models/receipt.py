from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.types import Dated, Identified


class Receipt(Identified, Dated, Base):
    """What somebody keeps of what they gave: a code by which they read, correct, withdraw and
    follow it. Only a digest of the code is kept (`app.corpus.codes.digest_of`)."""

    __tablename__ = "receipt"
    __table_args__ = (sa.Index("ix_receipt_participant_id_id", "participant_id", "id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    participant_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("participant.id"))
    """Who gave it, where an account or a device is known; with an account no code is needed."""

    activity: Mapped[Activity] = relationship()
