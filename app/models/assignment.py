from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class Assignment(Base):
    """The machine's placing of an excerpt in a theme. `rank` orders a theme, most typical first."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.Index("ix_assignment_theme_id_rank", "theme_id", "rank"),
        sa.Index("ix_assignment_excerpt_id", "excerpt_id"),
    )

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("run.id"), primary_key=True)
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"), primary_key=True)
    theme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate_theme.id"))
    score: Mapped[float]
    """From 0 to 1: how well it fits."""
    rank: Mapped[int]
