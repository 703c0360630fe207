from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.plan_action import ActionState
from app.models.types import Dated, Identified, UtcDateTime, state_column


class ProgressReport(Identified, Dated, Base):
    """What the lead of an action owes on a day, and what they said."""

    __tablename__ = "progress_report"
    __table_args__ = (
        sa.UniqueConstraint("plan_action_id", "due_on"),
        sa.Index("ix_progress_report_due_on", "due_on"),
    )

    plan_action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_action.id"))
    due_on: Mapped[dt.date]
    reminded_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When the lead was last written to about it."""
    reminders: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """None while it is owed."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    state: Mapped[ActionState | None] = mapped_column(state_column(ActionState))
    progress: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    version: Mapped[int] = mapped_column(default=1)
