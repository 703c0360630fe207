from __future__ import annotations

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, Json, state_column


class Firmness(enum.StrEnum):
    """How sure a theme, or the place of an excerpt, is when the analysis is made again."""

    SOLID = "solid"
    FAIR = "fair"
    FRAGILE = "fragile"


class CandidateTheme(Identified, Base):
    """A theme as the machine proposes it. People's themes are rows of another table."""

    __tablename__ = "candidate_theme"
    __table_args__ = (sa.UniqueConstraint("run_id", "code"),)

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("run.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("candidate_theme.id"))
    code: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(sa.Text)
    terms: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """`{"term", "score", "chi2", "specificity", "q", "texts"}`, the most telling first."""
    lacking: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """As `terms`: what the theme holds less than the others do."""
    size: Mapped[int]
    """Excerpts, those of the sub-themes included."""
    voices: Mapped[int] = mapped_column(default=0)
    """Distinct respondents; a text without one counts for itself."""
    distinct_texts: Mapped[int] = mapped_column(default=0)
    """Texts that differ, near duplicates counted once."""
    shares: Mapped[dict[str, float]] = mapped_column(Json, default=dict)
    """`texts`, `respondents`, `balanced` → share of the run, from 0 to 1."""
    channels: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    """Channel → excerpts."""
    stability: Mapped[float | None]
    """From 0 to 1: how well it comes back; None when there was too little to try."""
    firmness: Mapped[Firmness | None] = mapped_column(state_column(Firmness))
