from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime


class ConsultationReview(Identified, Dated, Base):
    """The consultation review: what is generated from the figures, with the words of its editors.

    Figures are counted when it is shown; when it is published, a copy of all of it is kept.
    """

    __tablename__ = "consultation_review"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), unique=True
    )
    words: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Section → what its editors wrote before its figures, in Markdown."""
    hidden: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Sections that are left out."""
    version: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """As it was published; empty until then."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    """Who wrote in it last."""
