from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class RecoveryCode(Identified, Dated, Base):
    """A code that stands for the second factor once, where the telephone was lost."""

    __tablename__ = "recovery_code"
    __table_args__ = (sa.UniqueConstraint("account_id", "digest"),)

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    """HMAC-SHA-256 with the key of the application."""
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
