from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class CodingTheme(Base):
    """A theme that a person gave to an excerpt. A decision may name several, or none."""

    __tablename__ = "coding_theme"
    __table_args__ = (sa.Index("ix_coding_theme_theme_id", "theme_id"),)

    coding_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("coding.id"), primary_key=True)
    theme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("theme.id"), primary_key=True)
    """As it was named then; `Theme.stands_for_id` says for which it counts now."""
