from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.contribution import Contribution
from app.models.types import Identified, state_column


class Nature(enum.StrEnum):
    FINDING = "finding"
    NEED = "need"
    PROPOSAL = "proposal"
    OTHER = "other"


class Excerpt(Identified, Base):
    """A citable span of a contribution: `contribution.text[start:end]`, in code points."""

    __tablename__ = "excerpt"
    __table_args__ = (
        sa.UniqueConstraint("contribution_id", "start"),
        sa.CheckConstraint('0 <= start AND start < "end"', name="span"),
        sa.Index("ix_excerpt_consultation_id_id", "consultation_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"))
    start: Mapped[int]
    end: Mapped[int]
    nature: Mapped[Nature] = mapped_column(state_column(Nature), default=Nature.OTHER)
    location: Mapped[str] = mapped_column(sa.String(200), default="")
    """Where it stood: table and round, heading, session, page."""

    contribution: Mapped[Contribution] = relationship()
