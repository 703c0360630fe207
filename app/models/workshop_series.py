from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.types import Dated, Identified
from app.models.workshop_theme import WorkshopTheme


class WorkshopSeries(Identified, Dated, Base):
    """World-café workshops that are held alike on several themes."""

    __tablename__ = "workshop_series"

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    phase_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("phase.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    presentation: Mapped[str] = mapped_column(sa.Text, default="")
    """What people read before they come, in a few lines."""

    themes: Mapped[list[WorkshopTheme]] = relationship(order_by="WorkshopTheme.position")
