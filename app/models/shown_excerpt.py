from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import UtcDateTime


class ShownExcerpt(Base):
    """An excerpt that the queue shows to somebody now: others are given another one meanwhile."""

    __tablename__ = "shown_excerpt"
    __table_args__ = (sa.Index("ix_shown_excerpt_excerpt_id", "excerpt_id"),)

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), primary_key=True
    )
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"))
    until: Mapped[dt.datetime] = mapped_column(UtcDateTime)
