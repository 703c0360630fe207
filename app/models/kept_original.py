from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class KeptOriginal(Identified, Dated, Base):
    """A contribution as it was before a redaction, for stewards only and for a time."""

    __tablename__ = "kept_original"

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("contribution.id"), unique=True
    )
    title: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text)
    erase_on: Mapped[dt.date] = mapped_column(index=True)
