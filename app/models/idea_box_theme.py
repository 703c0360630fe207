from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class IdeaBoxTheme(Identified, Base):
    """A theme that people may choose for their idea."""

    __tablename__ = "idea_box_theme"
    __table_args__ = (sa.UniqueConstraint("box_id", "title"),)

    box_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("idea_box.id"))
    title: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int]
