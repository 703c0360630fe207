from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.coding import ShownBecause
from app.models.types import Json, state_column


class CodingProposal(Base):
    """The theme of the codebook that the machine proposes for an excerpt, as of its last round."""

    __tablename__ = "coding_proposal"
    __table_args__ = (
        sa.Index("ix_coding_proposal_consultation_id_place", "consultation_id", "place"),
        sa.Index("ix_coding_proposal_theme_id_score", "theme_id", "score", "excerpt_id"),
    )

    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"), primary_key=True)
    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("coding_round.id"), index=True)
    theme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"))
    """None: the machine abstains."""
    score: Mapped[float]
    """From 0 to 1: how probably it is right."""
    others: Mapped[list[Any]] = mapped_column(Json, default=list)
    """`[theme, score]` of the next best."""
    words: Mapped[list[str]] = mapped_column(Json, default=list)
    """Words of the excerpt that explain it."""
    place: Mapped[int | None]
    """Place in the queue, from 1; None: not in it (yet)."""
    because: Mapped[ShownBecause | None] = mapped_column(state_column(ShownBecause))
