from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class CodingSetting(Base):
    """How a consultation codes; the defaults where there is no row."""

    __tablename__ = "coding_setting"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), primary_key=True
    )
    double_share: Mapped[float] = mapped_column(default=0.1)
    """From 0 to 1: excerpts that two people code, neither seeing the other's decision."""
