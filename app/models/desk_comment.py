from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime, state_column


class DeskSubject(enum.StrEnum):
    """What people of the team talk about, or entrust to each other."""

    EXCERPT = "excerpt"
    THEME = "theme"
    CANDIDATE = "candidate"
    POINT = "point"
    NODE = "node"
    SCORING = "scoring"


class DeskComment(Identified, Dated, Base):
    """What somebody of the team says about a subject of the desk; only the team reads it.

    Said in a round of priorities, its scorers read it as well, and say such things themselves.
    """

    __tablename__ = "desk_comment"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "key"),
        sa.Index("ix_desk_comment_subject", "consultation_id", "subject", "subject_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    subject: Mapped[DeskSubject] = mapped_column(state_column(DeskSubject))
    subject_id: Mapped[uuid.UUID]
    scoring_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("scoring.id"))
    """The round of priorities in which it was said."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is said once."""
    text: Mapped[str] = mapped_column(sa.Text)
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """Its words are gone with it; that something was said stays."""
