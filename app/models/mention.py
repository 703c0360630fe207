from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import UtcDateTime


class Mention(Base):
    """Somebody who is named in a comment."""

    __tablename__ = "mention"
    __table_args__ = (sa.Index("ix_mention_account_id_seen_at", "account_id", "seen_at"),)

    comment_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("desk_comment.id"), primary_key=True
    )
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    seen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
