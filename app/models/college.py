from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class College(Identified, Base):
    """A part of a body: those who sit there for the same reason."""

    __tablename__ = "college"
    __table_args__ = (sa.UniqueConstraint("body_id", "name"),)

    body_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("body.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    seats: Mapped[int | None]
    """None: it is not told how many."""
    position: Mapped[int] = mapped_column(default=0)
