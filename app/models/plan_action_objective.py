from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class PlanActionObjective(Identified, Base):
    """An objective that an action of a plan serves; the line under which the action stands may be
    a sub-theme, or an objective too."""

    __tablename__ = "plan_action_objective"
    __table_args__ = (
        sa.UniqueConstraint("plan_action_id", "node_id"),
        sa.Index("ix_plan_action_objective_node_id", "node_id"),
    )

    plan_action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_action.id"))
    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
