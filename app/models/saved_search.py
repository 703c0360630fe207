from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class SavedSearch(Identified, Dated, Base):
    """A search among the excerpts that somebody named, to find it again."""

    __tablename__ = "saved_search"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "consultation_id", "title"),
        sa.Index("ix_saved_search_consultation_id_id", "consultation_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(sa.String(120))
    asked: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The arguments of its address."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Whether the team sees it too."""
