from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class NoticeKind(enum.StrEnum):
    """Something that people may want to be told."""

    PUBLISHED = "published"
    """A contribution may be read by everybody."""
    REJECTED = "rejected"
    REDACTED = "redacted"
    APPEAL_ENDED = "appeal_ended"
    ANSWERED = "answered"
    """A steward answered an idea officially."""
    GROUPED = "grouped"
    SPLIT = "split"
    DECIDED = "decided"
    """An excerpt was linked with the strategy, or set aside."""
    OPENED = "opened"
    """An activity takes contributions."""
    CLOSED = "closed"
    NEWSLETTER = "newsletter"
    STRATEGY = "strategy"
    """A version of the strategy may be read by everybody."""
    PLAN = "plan"
    """An action plan came into force."""


class Notice(Identified, Dated, Base):
    """Something that happened, for digests and feeds. Append-only.

    Its words are made when it is read, from what it is about, so that nothing withdrawn is told.
    """

    __tablename__ = "notice"
    __table_args__ = (
        sa.Index("ix_notice_consultation_id_id", "consultation_id", "id"),
        sa.Index("ix_notice_contribution_id_id", "contribution_id", "id"),
        sa.UniqueConstraint("consultation_id", "number"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    kind: Mapped[NoticeKind] = mapped_column(state_column(NoticeKind))
    activity_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("activity.id"))
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contribution.id"))
    is_public: Mapped[bool]
    """Feeds and those who follow everything are told; else only those whom it concerns."""
    number: Mapped[int | None]
    """Its turn to be told, given once it is committed: whatever clocks say, and however long
    another transaction takes, none comes before one that was told already."""
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    """Of a newsletter."""
    text: Mapped[str] = mapped_column(sa.Text, default="")
    """Of a newsletter, in Markdown."""
    sent: Mapped[int] = mapped_column(default=0)
    """To how many a newsletter was sent."""
