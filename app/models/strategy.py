from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class Strategy(Identified, Dated, Base):
    """What the consultation builds: a tree of nodes whose kinds and labels it sets itself."""

    __tablename__ = "strategy"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), unique=True
    )
    code: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(200))
    source: Mapped[str] = mapped_column(sa.Text, default="")
    kind_labels: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Kind of node → its name in this strategy, in its own language."""
