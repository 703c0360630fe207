from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class IdeaSupport(Identified, Dated, Base):
    """Somebody supports an idea: once. Taken back, the row goes."""

    __tablename__ = "idea_support"
    __table_args__ = (
        sa.UniqueConstraint("idea_id", "participant_id"),
        sa.Index("ix_idea_support_idea_id_created_at", "idea_id", "created_at"),
    )

    idea_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("idea.id"))
    participant_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("participant.id"), index=True)
    origin: Mapped[str] = mapped_column(sa.String(16), default="")
    """Digest of the network and the day it came from, to tell bursts; erased after a while."""
    set_aside_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When a steward set it aside with a burst: it is kept, and counts no more."""
