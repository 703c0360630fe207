from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class WorkshopTheme(Identified, Base):
    """What some workshops of a series talk about."""

    __tablename__ = "workshop_theme"

    series_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("workshop_series.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
