from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, UtcDateTime


class Round(Identified, Base):
    """A time of talk at all the tables of a workshop, after which people move."""

    __tablename__ = "round"
    __table_args__ = (sa.UniqueConstraint("activity_id", "number"),)

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"))
    number: Mapped[int]
    """From 1."""
    question: Mapped[str] = mapped_column(sa.Text, default="")
    minutes: Mapped[int]
    """How long it is meant to last."""
    started_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
