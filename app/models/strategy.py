from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime


class Strategy(Identified, Dated, Base):
    """What the consultation builds: a tree of nodes whose kinds and labels it sets itself."""

    __tablename__ = "strategy"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), unique=True
    )
    code: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(200))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    """What stands before its first line, in Markdown."""
    source: Mapped[str] = mapped_column(sa.Text, default="")
    kind_labels: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Kind of node → its name in this strategy, in its own language."""
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    """The period for which its structural part is to hold."""
    frozen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """Since when its structural part (every kind of line but actions) does not change; None: it
    may."""
    takes_amendments: Mapped[bool] = mapped_column(default=False)
    """Participants may suggest other words."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with each change of its own columns: a form made before it is stale."""
