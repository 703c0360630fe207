from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime, now, state_column


class JobKind(enum.StrEnum):
    IMPORT = "import"
    ANALYSIS = "analysis"
    MAIL = "mail"
    ANSWERS = "answers"
    DOCUMENT = "document"
    DIGEST = "digest"
    IDEAS = "ideas"
    PERSONAL_EXPORT = "personal_export"
    SENSITIVITY = "sensitivity"
    OPINIONS = "opinions"
    LEARNING = "learning"
    CODING_IMPORT = "coding_import"
    MAKING = "making"
    REMINDERS = "reminders"
    FIGURES = "figures"


class JobState(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(Identified, Dated, Base):
    """Background work: what it is about, how far it is, how it ended.

    The queue only carries the identifier; this row is the truth, so that a lost message or a
    killed worker loses nothing.
    """

    __tablename__ = "job"
    __table_args__ = (sa.Index("ix_job_state_created_at", "state", "created_at"),)

    consultation_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("consultation.id"), index=True
    )
    """None where it serves one person: a message about an account, an export of what is theirs."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    kind: Mapped[JobKind] = mapped_column(state_column(JobKind))
    subject_id: Mapped[uuid.UUID]
    """The import, the run, the batch of mail or the document that it works on."""
    state: Mapped[JobState] = mapped_column(state_column(JobState), default=JobState.QUEUED)
    progress: Mapped[float] = mapped_column(default=0.0)
    """From 0 to 1."""
    step: Mapped[str] = mapped_column(sa.String(80), default="")
    error: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Why it failed: `code`, and the details that its sentence needs."""
    attempts: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    alive_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    def end(self, state: JobState, error: dict[str, Any] | None = None) -> None:
        """Close the job in one of the `ENDED` states."""
        assert state in ENDED
        self.state = state
        self.error = error or {}
        self.ended_at = now()
        if state is JobState.DONE:
            self.progress = 1.0
