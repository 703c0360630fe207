from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class PlanState(enum.StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    CLOSED = "closed"
    """Another one took its place."""


class Plan(Identified, Dated, Base):
    """An action plan of the strategy, for some two years; each revision is another plan.

    The decision that brought it into force names it.
    """

    __tablename__ = "plan"
    __table_args__ = (
        sa.UniqueConstraint("strategy_id", "number"),
        sa.UniqueConstraint("strategy_id", "key"),
    )

    strategy_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy.id"))
    number: Mapped[int]
    """From 1, without gaps."""
    key: Mapped[str] = mapped_column(sa.String(64))
    title: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[PlanState] = mapped_column(state_column(PlanState), default=PlanState.DRAFT)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    report_every: Mapped[int] = mapped_column(default=6)
    """Months between two reports of progress that leads owe; 0: none is asked."""
    note: Mapped[str] = mapped_column(sa.Text, default="")
    """Why it was revised, in Markdown."""
    version: Mapped[int] = mapped_column(default=1)
