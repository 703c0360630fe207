from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.indicator import FIGURE
from app.models.types import Dated, Identified


class Measure(Identified, Dated, Base):
    """What an indicator was on one day. Append-only: the newest row of a day is the one that
    counts; one without a value says that there is none after all."""

    __tablename__ = "measure"
    __table_args__ = (
        sa.UniqueConstraint("indicator_id", "key"),
        sa.Index("ix_measure_indicator_id_measured_on_id", "indicator_id", "measured_on", "id"),
    )

    indicator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("indicator.id"))
    key: Mapped[str] = mapped_column(sa.String(80))
    measured_on: Mapped[dt.date]
    value: Mapped[Decimal | None] = mapped_column(FIGURE)
    source: Mapped[str] = mapped_column(sa.String(300), default="")
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))


only_added_to(Measure, "the measures of an indicator")
