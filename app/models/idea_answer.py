from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class Verdict(enum.StrEnum):
    """What a steward answers to an idea."""

    CONSIDERED = "considered"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    SET_ASIDE = "set_aside"
    OUT_OF_SCOPE = "out_of_scope"


class IdeaAnswer(Identified, Dated, Base):
    """An official answer to an idea. Append-only: the newest one is in force."""

    __tablename__ = "idea_answer"
    __table_args__ = (
        sa.Index("ix_idea_answer_idea_id_id", "idea_id", "id"),
        sa.UniqueConstraint("idea_id", "key"),
    )

    idea_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("idea.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is kept once."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    verdict: Mapped[Verdict] = mapped_column(state_column(Verdict))
    reason: Mapped[str] = mapped_column(sa.Text)
