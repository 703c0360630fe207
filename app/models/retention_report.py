from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class RetentionReport(Identified, Dated, Base):
    """What was made anonymous or deleted on a day because its time had come."""

    __tablename__ = "retention_report"
    __table_args__ = (sa.Index("ix_retention_report_consultation_id_id", "consultation_id", "id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    day: Mapped[dt.date]
    numbers: Mapped[dict[str, Any]] = mapped_column(Json)
    """By processing: how many rows became anonymous (`anonymised`), how many went (`deleted`)."""
