from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.coding import CodingStance
from app.models.excerpt import Nature
from app.models.types import state_column


class CodedState(enum.StrEnum):
    """How far the coding of an excerpt is. Without a row, nobody decided anything."""

    CODED = "coded"
    DISPUTED = "disputed"
    """Two people decided differently, and nobody settled it."""
    SETTLED = "settled"
    SKIPPED = "skipped"


class ExcerptCoding(Base):
    """What counts of the codings of an excerpt: it follows from them (`app.themes.coding`)."""

    __tablename__ = "excerpt_coding"
    __table_args__ = (
        sa.Index(
            "ix_excerpt_coding_consultation_id_state", "consultation_id", "state", "excerpt_id"
        ),
        sa.Index("ix_excerpt_coding_consultation_id_coding_id", "consultation_id", "coding_id"),
    )

    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"), primary_key=True)
    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    coding_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("coding.id"))
    """The decision that counts: what was settled, else the newest."""
    state: Mapped[CodedState] = mapped_column(state_column(CodedState))
    coders: Mapped[int]
    """People whose decision on it stands."""
    nature: Mapped[Nature | None] = mapped_column(state_column(Nature))
    stance: Mapped[CodingStance | None] = mapped_column(state_column(CodingStance))
    is_flagged: Mapped[bool] = mapped_column(default=False)
