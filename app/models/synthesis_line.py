from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.excerpt import Nature
from app.models.types import Identified, state_column


class SynthesisLine(Identified, Base):
    """One thing that a synthesis says, under its heading."""

    __tablename__ = "synthesis_line"

    synthesis_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("synthesis.id"), index=True)
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(sa.String(200), default="")
    nature: Mapped[Nature] = mapped_column(state_column(Nature), default=Nature.OTHER)
    text: Mapped[str] = mapped_column(sa.Text)
    excerpt_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("excerpt.id"), index=True)
    """Set once it is in the corpus."""
