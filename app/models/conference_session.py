from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, UtcDateTime


class ConferenceSession(Identified, Base):
    """A part of a conference: a debate, a round table, a break."""

    __tablename__ = "conference_session"

    conference_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("conference.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    presentation: Mapped[str] = mapped_column(sa.Text, default="")
    speakers: Mapped[str] = mapped_column(sa.Text, default="")
    room: Mapped[str] = mapped_column(sa.String(120), default="")
    starts_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    has_debate: Mapped[bool] = mapped_column(default=True)
    """Notes are taken, and cards are about it; not so for a break."""
