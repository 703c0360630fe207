from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class Judgement(enum.StrEnum):
    """What somebody says of an idea that is shown to them."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105


class IdeaVote(Identified, Dated, Base):
    """What somebody said of an idea that was shown to them: once, changed at will."""

    __tablename__ = "idea_vote"
    __table_args__ = (
        sa.UniqueConstraint("idea_id", "participant_id"),
        sa.Index("ix_idea_vote_idea_id_created_at", "idea_id", "created_at"),
    )

    idea_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("idea.id"))
    participant_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("participant.id"), index=True)
    judgement: Mapped[Judgement] = mapped_column(state_column(Judgement))
    origin: Mapped[str] = mapped_column(sa.String(16), default="")
    """As for supports."""
