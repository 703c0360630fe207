from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.respondent import Respondent
from app.models.types import Dated, Identified, Json, UtcDateTime, state_column


class ContributionState(enum.StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    HELD = "held"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


IN_CORPUS = (ContributionState.SUBMITTED, ContributionState.PUBLISHED)
"""The states in which a contribution is read, analysed and cited."""


class Contribution(Identified, Dated, Base):
    """What somebody said, word for word. Excerpts point into `text`; it is never edited."""

    __tablename__ = "contribution"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "source_key"),
        sa.Index("ix_contribution_consultation_id_id", "consultation_id", "id"),
        sa.Index("ix_contribution_activity_id_id", "activity_id", "id"),
        sa.Index("ix_contribution_consultation_id_state_id", "consultation_id", "state", "id"),
        sa.Index(
            "ix_contribution_to_look_at",
            "consultation_id",
            "has_alerts",
            "id",
            sqlite_where=sa.text("looked_at IS NULL"),
            postgresql_where=sa.text("looked_at IS NULL"),
        ),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"))
    respondent_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("respondent.id"), index=True
    )
    import_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("corpus_import.id"), index=True
    )
    source_key: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of where it comes from and what it says: the same source is taken in once."""
    title: Mapped[str] = mapped_column(sa.Text, default="")
    question: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text)
    received_on: Mapped[dt.date | None]
    state: Mapped[ContributionState] = mapped_column(
        state_column(ContributionState), default=ContributionState.SUBMITTED
    )
    receipt_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("receipt.id"), index=True)
    """What its author keeps of it; several contributions may share one."""
    alerts: Mapped[list[Any]] = mapped_column(Json, default=list)
    """What a moderator should look at: codes of `app.corpus.moderation.alerts`."""
    has_alerts: Mapped[bool] = mapped_column(default=False)
    looked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When a moderator last decided about it."""

    activity: Mapped[Activity] = relationship()
    respondent: Mapped[Respondent | None] = relationship()
