from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.conference_session import ConferenceSession
from app.models.types import Identified, UtcDateTime


class Conference(Identified, Base):
    """A conference. Its activity holds its title, town, day and attendance."""

    __tablename__ = "conference"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), unique=True)
    starts_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    presentation: Mapped[str] = mapped_column(sa.Text, default="")
    capacity: Mapped[int | None]
    """People who can be in; those above wait. No limit without it."""
    takes_registrations: Mapped[bool] = mapped_column(default=False)
    registration_closes_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    is_published: Mapped[bool] = mapped_column(default=False)
    """Everybody may read the programme."""
    revision: Mapped[int] = mapped_column(default=0)
    """Counts the changes of the programme: calendars replace an older one by it (RFC 5545)."""
    is_counted_by_hand: Mapped[bool] = mapped_column(default=False)
    """The attendance was corrected: those who are checked in no longer change it."""

    activity: Mapped[Activity] = relationship()
    sessions: Mapped[list[ConferenceSession]] = relationship(
        order_by="ConferenceSession.starts_at, ConferenceSession.position"
    )
