from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class Score(Base):
    """What one person gives one subject on one criterion, from 1 to 5."""

    __tablename__ = "score"
    __table_args__ = (sa.CheckConstraint("1 <= value AND value <= 5", name="value"),)

    criterion_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("criterion.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("account.id"), primary_key=True, index=True
    )
    subject_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """A line of the strategy or a point, as the round says."""
    value: Mapped[int]
