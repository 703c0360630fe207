from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.charter_reason import CharterReason
from app.models.types import Dated, Identified, state_column


class ModerationTime(enum.StrEnum):
    """When what people post is read by a moderator: before everybody reads it, or after."""

    BEFORE = "before"
    AFTER = "after"


class Charter(Identified, Dated, Base):
    """The rules of a consultation that everybody reads: what is refused, why, and by whom."""

    __tablename__ = "charter"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), unique=True
    )
    text: Mapped[str] = mapped_column(sa.Text, default="")
    """In Markdown."""
    time: Mapped[ModerationTime] = mapped_column(
        state_column(ModerationTime), default=ModerationTime.AFTER
    )
    retention_days: Mapped[int] = mapped_column(default=180)
    """How long stewards may read what was redacted or rejected; then it is erased."""
    decisions_are_public: Mapped[bool] = mapped_column(default=False)
    """Everybody reads what became of contributions, as it is decided."""

    reasons: Mapped[list[CharterReason]] = relationship(order_by=CharterReason.position)
