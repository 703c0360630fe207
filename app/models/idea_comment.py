from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.contribution import Contribution
from app.models.types import Dated, Identified


class IdeaComment(Identified, Dated, Base):
    """What somebody says under an idea. Its words and state are those of its contribution."""

    __tablename__ = "idea_comment"
    __table_args__ = (
        sa.UniqueConstraint("idea_id", "key"),
        sa.Index("ix_idea_comment_idea_id_id", "idea_id", "id"),
    )

    idea_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("idea.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is kept once."""
    contribution_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("contribution.id"), unique=True
    )
    participant_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("participant.id"), index=True
    )
    signature: Mapped[str] = mapped_column(sa.String(120), default="")
    """The name that everybody reads; empty: anonymous to others."""

    contribution: Mapped[Contribution] = relationship()
