from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class CharterReason(Identified, Base):
    """A reason of the charter for which a contribution is refused."""

    __tablename__ = "charter_reason"
    __table_args__ = (sa.UniqueConstraint("charter_id", "title"),)

    charter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("charter.id"))
    title: Mapped[str] = mapped_column(sa.String(120))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    """What the author is told."""
    position: Mapped[int]
    is_retired: Mapped[bool] = mapped_column(default=False)
    """Kept for the decisions that name it, and proposed no more."""
