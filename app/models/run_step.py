from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class RunStep(Identified, Dated, Base):
    """A finished step of an analysis under way, so that another worker goes on from it.

    Arrays of numbers; removed when the analysis ends.
    """

    __tablename__ = "run_step"
    __table_args__ = (sa.UniqueConstraint("run_id", "name"),)

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("run.id"))
    name: Mapped[str] = mapped_column(sa.String(80))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
