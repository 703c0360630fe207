from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class Criterion(Identified, Base):
    """What a round of priorities scores its subjects on."""

    __tablename__ = "criterion"
    __table_args__ = (sa.UniqueConstraint("scoring_id", "position"),)

    scoring_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("scoring.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    weight: Mapped[int] = mapped_column(default=1)
