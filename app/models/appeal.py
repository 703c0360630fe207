from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class Appeal(Identified, Dated, Base):
    """An author's word against a refusal: once."""

    __tablename__ = "appeal"

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("contribution.id"), unique=True
    )
    text: Mapped[str] = mapped_column(sa.Text)
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    is_granted: Mapped[bool | None]
    reply: Mapped[str] = mapped_column(sa.Text, default="")
