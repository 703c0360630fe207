from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.run import RunState
from app.models.types import Dated, Identified, Json, UtcDateTime, now, state_column


class OpinionMap(Identified, Dated, Base):
    """The groups of opinion among those who voted on ideas or reacted at a conference.

    It holds groups, never who is in them. Made again, it takes the place of what it was.
    """

    __tablename__ = "opinion_map"
    __table_args__ = (
        sa.CheckConstraint("(idea_box_id IS NULL) <> (conference_id IS NULL)", name="one_source"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    idea_box_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("idea_box.id"), unique=True)
    conference_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("conference.id"), unique=True
    )
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    state: Mapped[RunState] = mapped_column(state_column(RunState), default=RunState.WAITING)
    computed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    voters: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Groups, their statements and what the next computation needs; figures and identifiers."""

    def end(self, state: RunState) -> None:
        self.state = state
        if state is RunState.DONE:
            self.computed_at = now()
