from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, Json


class RunMeasure(Identified, Base):
    """One thing that an analysis measured: who says what, the map, the sensitivity…"""

    __tablename__ = "run_measure"
    __table_args__ = (sa.UniqueConstraint("run_id", "name"),)

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("run.id"))
    name: Mapped[str] = mapped_column(sa.String(60))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    """Figures and identifiers only; the words of people stay in the corpus."""
