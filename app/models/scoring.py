from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime, state_column


class ScoredKind(enum.StrEnum):
    OBJECTIVES = "objectives"
    ACTIONS = "actions"


class ScoringState(enum.StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    """No score is taken any more; all are seen."""
    FROZEN = "frozen"
    """The ranking is that of a body, and never changes."""


class Scoring(Identified, Dated, Base):
    """A round of priorities: several people score objectives or actions on criteria, apart."""

    __tablename__ = "scoring"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_scoring_consultation_id_id", "consultation_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is opened once."""
    title: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[ScoredKind] = mapped_column(state_column(ScoredKind))
    state: Mapped[ScoringState] = mapped_column(
        state_column(ScoringState), default=ScoringState.OPEN
    )
    subjects: Mapped[list[str]] = mapped_column(Json, default=list)
    """What is scored: identifiers in hexadecimal, of lines of the strategy or of points."""
    reopened_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """It was opened again after its scores had been seen: from then on it was not blind."""
    body: Mapped[str] = mapped_column(sa.String(200), default="")
    """The body that froze it."""
    frozen_on: Mapped[dt.date | None]
    ranking: Mapped[list[Any]] = mapped_column(Json, default=list)
    """As it was frozen: each subject with its title, rank and figures."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with each change: a form made before it is stale."""
