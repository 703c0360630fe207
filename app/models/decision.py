from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.types import Dated, Identified, Json, state_column


class DecisionKind(enum.StrEnum):
    """What a decision changes."""

    ADOPT_VERSION = "adopt_version"
    THAW_STRUCTURE = "thaw_structure"
    FREEZE_STRUCTURE = "freeze_structure"
    ADOPT_PLAN = "adopt_plan"
    """A plan comes into force, and closes the one before."""
    STOP_ACTION = "stop_action"
    OTHER = "other"
    """It changes nothing that the platform holds."""


class Decision(Identified, Dated, Base):
    """What a body decided one day, and what it changes here. Append-only: a body that changes its
    mind decides again."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "number"),
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_decision_body_id_id", "body_id", "id"),
        sa.Index("ix_decision_meeting_id", "meeting_id"),
        sa.Index("ix_decision_version_id", "version_id"),
        sa.Index("ix_decision_plan_id", "plan_id"),
        sa.Index("ix_decision_node_id", "node_id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    number: Mapped[int]
    """From 1 in the consultation, without gaps: the public address holds it."""
    key: Mapped[str] = mapped_column(sa.String(64))
    body_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("body.id"))
    body_name: Mapped[str] = mapped_column(sa.String(200))
    """As the body was called that day."""
    meeting_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("meeting.id"))
    decided_on: Mapped[dt.date]
    kind: Mapped[DecisionKind] = mapped_column(state_column(DecisionKind))
    title: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    """Its reasons, in Markdown."""
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    abstentions: Mapped[int | None]
    """None, all three: it was not voted upon, or the votes are not told."""
    quorum: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """`seats`, `there`, `asked` of its meeting as they were when it was written down."""
    strategy_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy.id"))
    version_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy_version.id"))
    plan_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("plan.id"))
    node_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy_node.id"))
    """What it names: an action that is stopped, a line that it is about."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))


only_added_to(Decision, "a decision of a body")
