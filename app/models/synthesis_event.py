from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class SynthesisAct(enum.StrEnum):
    ADDED = "added"
    REWORDED = "reworded"
    MOVED = "moved"
    SOURCED = "sourced"
    REMOVED = "removed"
    VALIDATED = "validated"


class SynthesisEvent(Identified, Dated, Base):
    """What somebody did to a synthesis: its history, never changed."""

    __tablename__ = "synthesis_event"

    synthesis_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("synthesis.id"), index=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    act: Mapped[SynthesisAct] = mapped_column(state_column(SynthesisAct))
    line_id: Mapped[uuid.UUID | None]
    """No foreign key: the line may be gone."""
    before: Mapped[str] = mapped_column(sa.Text, default="")
    after: Mapped[str] = mapped_column(sa.Text, default="")
