from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class SynthesisSource(Identified, Base):
    """A note that a line of a synthesis comes from."""

    __tablename__ = "synthesis_source"
    __table_args__ = (sa.UniqueConstraint("line_id", "note_id"),)

    line_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("synthesis_line.id"))
    note_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("note.id"), index=True)
