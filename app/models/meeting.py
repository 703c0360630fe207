from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime, state_column


class MeetingState(enum.StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Meeting(Identified, Dated, Base):
    """A meeting of a body."""

    __tablename__ = "meeting"
    __table_args__ = (
        sa.UniqueConstraint("body_id", "key"),
        sa.Index("ix_meeting_body_id_starts_at", "body_id", "starts_at"),
    )

    body_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("body.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    title: Mapped[str] = mapped_column(sa.String(200))
    starts_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[str] = mapped_column(sa.String(300), default="")
    agenda: Mapped[str] = mapped_column(sa.Text, default="")
    minutes: Mapped[str] = mapped_column(sa.Text, default="")
    """In Markdown, as is the agenda; what was decided stands apart, as decisions."""
    minutes_are_public: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MeetingState] = mapped_column(
        state_column(MeetingState), default=MeetingState.PLANNED
    )
    invited_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When its members were last written to."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with each change: calendars (ICS) tell the newer by it."""
