from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class KeptOriginal(Identified, Dated, Base):
    """A contribution as it was before a redaction, for stewards only and for a time."""

    __tablename__ = "kept_original"

    contribution_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("contribution.id"), unique=True
    )
    title: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text)
    copies: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The other places that show the same words, as they were, by what names each place."""
    erase_on: Mapped[dt.date] = mapped_column(index=True)
