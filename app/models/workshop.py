from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.types import Identified, UtcDateTime
from app.models.workshop_series import WorkshopSeries
from app.models.workshop_theme import WorkshopTheme


class Workshop(Identified, Base):
    """One world café. Its activity holds its title, town, theme, day and attendance."""

    __tablename__ = "workshop"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), unique=True)
    series_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("workshop_series.id"), index=True)
    theme_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("workshop_theme.id"), index=True
    )
    facilitator_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("account.id"), index=True
    )
    """Who leads it, and validates its notes and its synthesis."""
    starts_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    """Where in the town: the building, the street, how to get in."""

    activity: Mapped[Activity] = relationship()
    series: Mapped[WorkshopSeries] = relationship()
    theme: Mapped[WorkshopTheme | None] = relationship()
