from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class OrphanKind(enum.StrEnum):
    """What leads nowhere, or comes from nowhere."""

    EXCERPT = "excerpt"
    """Linked to nothing."""
    NEED = "need"
    """Without an objective."""
    OBJECTIVE = "objective"
    """Without evidence."""
    ACTION = "action"
    """With one source, or none."""
    VOICE = "voice"
    """A type of actor, a territory or a channel that fed nothing."""


class OrphanAnswer(Identified, Dated, Base):
    """Why an orphan may stay one. Append-only: the newest row of a subject is in force."""

    __tablename__ = "orphan_answer"
    __table_args__ = (
        sa.Index("ix_orphan_answer_subject", "consultation_id", "kind", "subject", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    kind: Mapped[OrphanKind] = mapped_column(state_column(OrphanKind))
    subject: Mapped[str] = mapped_column(sa.String(200))
    """The identifier in hexadecimal; of a voice, `attribute=value`."""
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    """Empty: the answer was taken back."""
