from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, Json


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
    """`{"term": …, "score": …}`, the most telling first."""
    size: Mapped[int]
    """Excerpts, those of the sub-themes included."""
    voices: Mapped[int] = mapped_column(default=0)
    """Distinct respondents; a text without one counts for itself."""
    channels: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    """Channel → excerpts."""
