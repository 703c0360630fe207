from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified

FIGURE = sa.Numeric(18, 4)


class Indicator(Identified, Dated, Base):
    """What tells whether an action, or an objective, gets where it should. Plans share it."""

    __tablename__ = "indicator"
    __table_args__ = (sa.UniqueConstraint("node_id", "name"),)

    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    unit: Mapped[str] = mapped_column(sa.String(40), default="")
    baseline: Mapped[Decimal | None] = mapped_column(FIGURE)
    baseline_on: Mapped[dt.date | None]
    target: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_on: Mapped[dt.date | None]
    source: Mapped[str] = mapped_column(sa.String(300), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_dropped: Mapped[bool] = mapped_column(default=False)
    """It is not followed any more; its measures stay."""
    version: Mapped[int] = mapped_column(default=1)
