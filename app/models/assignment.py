from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.candidate_theme import Firmness
from app.models.types import state_column


class Assignment(Base):
    """The machine's placing of an excerpt in a theme. `rank` orders a theme, most typical first."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.Index("ix_assignment_theme_id_rank", "theme_id", "rank"),
        sa.Index("ix_assignment_excerpt_id", "excerpt_id"),
        sa.Index("ix_assignment_run_id_campaign", "run_id", "campaign"),
    )

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("run.id"), primary_key=True)
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"), primary_key=True)
    theme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("candidate_theme.id"))
    score: Mapped[float]
    """From 0 to 1: how well it fits."""
    rank: Mapped[int]
    contrast_rank: Mapped[int | None]
    """Place among the excerpts that tell the theme best from its nearest; None beyond the first."""
    divisive_rank: Mapped[int | None]
    """Place among the excerpts that show how the theme is divided; None beyond the first."""
    stability: Mapped[float | None]
    """From 0 to 1: how often it comes back to the theme."""
    firmness: Mapped[Firmness | None] = mapped_column(state_column(Firmness))
    campaign: Mapped[int | None]
    """Number, in its run, of the group of near duplicates that it belongs to."""
