from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class Body(Identified, Dated, Base):
    """A body of the governance: regional conference, steering committee, technical committee…"""

    __tablename__ = "body"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "code"),
        sa.UniqueConstraint("consultation_id", "key"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    code: Mapped[str] = mapped_column(sa.String(40))
    """Stands in its address."""
    name: Mapped[str] = mapped_column(sa.String(200))
    role: Mapped[str] = mapped_column(sa.Text, default="")
    """What it is for, in Markdown."""
    reports_to_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("body.id"))
    rhythm: Mapped[int] = mapped_column(default=0)
    """Months between two meetings; 0: none is set."""
    quorum: Mapped[int] = mapped_column(default=0)
    """Hundredths of the seats in office that must be present or represented; 0: none is set."""
    position: Mapped[int] = mapped_column(default=0)
    is_closed: Mapped[bool] = mapped_column(default=False)
    told_late_since: Mapped[dt.date | None]
    """The day since which it was late when stewards were last written to: each is told once."""
    version: Mapped[int] = mapped_column(default=1)
