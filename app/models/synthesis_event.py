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
    __table_args__ = (sa.UniqueConstraint("synthesis_id", "number"),)

    synthesis_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("synthesis.id"))
    number: Mapped[int]
    """The version of the synthesis that it made, from 1."""
    key: Mapped[str] = mapped_column(sa.String(64), default="")
    """Digest of what was sent: sent twice, it is done once."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    act: Mapped[SynthesisAct] = mapped_column(state_column(SynthesisAct))
    line_id: Mapped[uuid.UUID | None]
    """No foreign key: the line may be gone."""
    before: Mapped[str] = mapped_column(sa.Text, default="")
    """The line and its place as they were, in JSON; empty where there was none."""
    after: Mapped[str] = mapped_column(sa.Text, default="")
    """The same as the act left them; empty where the line is gone."""
