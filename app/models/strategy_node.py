from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, state_column


class NodeKind(enum.StrEnum):
    STAKE = "stake"
    AXIS = "axis"
    ORIENTATION = "orientation"
    FINDING = "finding"
    NEED = "need"
    OBJECTIVE = "objective"
    THEME = "theme"
    SUB_THEME = "sub_theme"
    ACTION = "action"


class StrategyNode(Identified, Base):
    """A line of the strategy."""

    __tablename__ = "strategy_node"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    strategy_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy_node.id"))
    kind: Mapped[NodeKind] = mapped_column(state_column(NodeKind))
    code: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.Text)
    position: Mapped[int]
    """Place in the whole document, parents before children."""
