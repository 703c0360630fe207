from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.account import Account
from app.models.activity import Activity
from app.models.types import Identified


class RoomTable(Identified, Base):
    """Where people talk and notes are taken: a table of a workshop, a session of a conference."""

    __tablename__ = "room_table"
    __table_args__ = (sa.UniqueConstraint("activity_id", "number"),)

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"))
    session_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("conference_session.id"), unique=True
    )
    """The session of the conference whose debate is noted here."""
    number: Mapped[int]
    """From 1."""
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    facilitator_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("account.id"), index=True
    )
    is_open: Mapped[bool] = mapped_column(default=False)
    """Participants may add notes of their own, by the code that is shown at the table."""
    turn: Mapped[int] = mapped_column(default=0)
    """Counts the codes that were given out: the code of another turn opens nothing."""

    activity: Mapped[Activity] = relationship()
    facilitator: Mapped[Account | None] = relationship()
