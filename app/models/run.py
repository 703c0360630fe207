from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.excerpt import Nature
from app.models.types import Dated, Identified, Json, UtcDateTime, now, state_column


class RunState(enum.StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Run(Identified, Dated, Base):
    """One analysis of the corpus: what was asked, with what, on what, and what it measured."""

    __tablename__ = "run"
    __table_args__ = (sa.Index("ix_run_consultation_id_id", "consultation_id", "id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    strategy_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    sensitivity_job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    """The job that tries what would change the result, once somebody asked for it."""
    activity_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("activity.id"))
    """Only the contributions of this activity; of all of them when empty."""
    question: Mapped[str] = mapped_column(sa.Text, default="")
    """Only the answers to this question; to all of them when empty."""
    nature: Mapped[Nature | None] = mapped_column(state_column(Nature))
    """Only the excerpts of this nature, such as proposals to be grouped; of all when empty."""
    theme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"))
    """Only the excerpts of this theme of the codebook, to split it; of all when empty."""
    theme_count: Mapped[int | None]
    """How many themes were asked for; the analysis chooses when empty."""
    seed: Mapped[int] = mapped_column(default=0)
    versions: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    corpus_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    excerpts: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)
    state: Mapped[RunState] = mapped_column(state_column(RunState), default=RunState.WAITING)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    def end(self, state: RunState) -> None:
        self.state = state
        self.ended_at = now()
