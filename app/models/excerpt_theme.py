from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class ExcerptTheme(Base):
    """A theme that an excerpt has by the coding that counts. Follows from `ExcerptCoding`."""

    __tablename__ = "excerpt_theme"
    __table_args__ = (sa.Index("ix_excerpt_theme_theme_id_excerpt_id", "theme_id", "excerpt_id"),)

    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"), primary_key=True)
    theme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("theme.id"), primary_key=True)
    """As the coding names it; `Theme.stands_for_id` says for which it counts now."""
