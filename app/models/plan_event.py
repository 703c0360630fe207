from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.types import Dated, Identified, Json


class PlanEvent(Identified, Dated, Base):
    """A change of an action of a plan: what was, what became. Append-only."""

    __tablename__ = "plan_event"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "key"),
        sa.Index("ix_plan_event_plan_action_id_id", "plan_action_id", "id"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan.id"))
    plan_action_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("plan_action.id"))
    """None once the action left the plan."""
    node_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy_node.id"), index=True)
    """The line of an action that left the plan."""
    key: Mapped[str] = mapped_column(sa.String(100))
    """Of what was sent: sent twice, it is done once."""
    changes: Mapped[dict[str, Any]] = mapped_column(Json)
    """Column → [before, after]; of one that left, `left` → [title, reason]."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))


only_added_to(PlanEvent, "the history of a plan")
