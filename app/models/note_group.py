from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class NoteGroup(Identified, Base):
    """Notes of a table that belong together, on its wall."""

    __tablename__ = "note_group"

    table_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("room_table.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    position: Mapped[int]
