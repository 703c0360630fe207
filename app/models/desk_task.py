from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.desk_comment import DeskSubject
from app.models.types import Dated, Identified, UtcDateTime, state_column


class DeskTask(Identified, Dated, Base):
    """Something of the desk that is entrusted to somebody: a theme to read, a need to word."""

    __tablename__ = "desk_task"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "subject", "subject_id"),
        sa.Index("ix_desk_task_consultation_id_id", "consultation_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    subject: Mapped[DeskSubject] = mapped_column(state_column(DeskSubject))
    subject_id: Mapped[uuid.UUID]
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    """To whom."""
    given_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    done_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
