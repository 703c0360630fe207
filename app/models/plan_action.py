from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, state_column


class ActionState(enum.StrEnum):
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"
    """With its reason."""


class ActionFate(enum.StrEnum):
    """What a plan makes of an action, beside the plan before it."""

    ADDED = "added"
    CARRIED = "carried"
    """As it was."""
    CHANGED = "changed"
    CLOSED = "closed"
    """It stands in this plan only to say why it ends."""


class PlanAction(Identified, Dated, Base):
    """An action as one plan has it. The action itself is a line of the strategy, to which evidence
    leads and which plans share; its words here may differ from plan to plan."""

    __tablename__ = "plan_action"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "node_id"),
        sa.Index("ix_plan_action_node_id", "node_id"),
        sa.Index("ix_plan_action_plan_id_position", "plan_id", "position"),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name="percent"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan.id"))
    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.Text)
    description: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[ActionState] = mapped_column(
        state_column(ActionState), default=ActionState.PROPOSED
    )
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    """Why it was stopped."""
    fate: Mapped[ActionFate] = mapped_column(state_column(ActionFate), default=ActionFate.ADDED)
    fate_reason: Mapped[str] = mapped_column(sa.Text, default="")
    is_specific: Mapped[bool] = mapped_column(default=False)
    """For the territories and kinds of body below; else transversal: for all."""
    territories: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Names of départements."""
    kinds: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Values of OrganisationKind."""
    is_market: Mapped[bool] = mapped_column(default=False)
    """It belongs to the part of the economic development scheme (SRDEII): market sector only."""
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    budget: Mapped[int | None]
    """In euros; None: not told."""
    priority: Mapped[int | None]
    """Its rank in a frozen ranking of the desk; None: not ranked."""
    weight: Mapped[int] = mapped_column(default=1)
    """How much it counts in the progress of the lines above it."""
    progress: Mapped[int] = mapped_column(default=0)
    """In hundredths; that of the last report."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with each change: a form made before it is stale."""
