from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime, state_column


class AmendmentState(enum.StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Amendment(Identified, Dated, Base):
    """Other words that somebody suggests for a line of the strategy, and what was answered."""

    __tablename__ = "amendment"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_amendment_node_id_id", "node_id", "id"),
        sa.Index("ix_amendment_consultation_id_state_id", "consultation_id", "state", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
    participant_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("participant.id"), index=True
    )
    """Who suggested it; None once they are erased."""
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    """For which they spoke."""
    author: Mapped[str] = mapped_column(sa.String(200), default="")
    """How they sign it in public; empty: nobody's name is shown."""
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is suggested once."""
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """Of the code by which its author comes back (`app.corpus.codes.digest_of`)."""
    alerts: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Why it may come from a robot."""
    made_from: Mapped[int]
    """The revision of the line that they had before them."""
    title: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text, default="")
    """The line as they would have it."""
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[AmendmentState] = mapped_column(
        state_column(AmendmentState), default=AmendmentState.SENT
    )
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    is_public: Mapped[bool] = mapped_column(default=False)
    """Everybody reads it, with its answer; the team alone until it is answered."""
