from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class Seat(Identified, Base):
    """At which table somebody sits during a round."""

    __tablename__ = "seat"
    __table_args__ = (sa.UniqueConstraint("attendee_id", "round_id"),)

    attendee_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attendee.id"))
    round_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("round.id"), index=True)
    table_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("room_table.id"), index=True)
