from __future__ import annotations

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.types import Dated, Identified, Json, state_column


class NodeAct(enum.StrEnum):
    """What was done to a line of the strategy."""

    LOADED = "loaded"
    """It came with a reference or a file."""
    ADDED = "added"
    WORDED = "worded"
    MOVED = "moved"
    SET_ASIDE = "set_aside"
    TAKEN_BACK = "taken_back"
    """It was set aside, and is a line again."""
    AMENDED = "amended"
    """A suggested change was taken in, whole or in part."""


class NodeRevision(Identified, Dated, Base):
    """A line of the strategy as it became at one moment. Append-only."""

    __tablename__ = "node_revision"
    __table_args__ = (
        sa.UniqueConstraint("node_id", "number"),
        sa.UniqueConstraint("strategy_id", "key"),
        sa.Index("ix_node_revision_strategy_id_id", "strategy_id", "id"),
    )

    strategy_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy.id"))
    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
    number: Mapped[int]
    """From 1 for each line, without gaps: `StrategyNode.version` is the last one."""
    key: Mapped[str] = mapped_column(sa.String(80))
    """Of what was sent: sent twice, it is done once."""
    act: Mapped[NodeAct] = mapped_column(state_column(NodeAct))
    became: Mapped[dict[str, Any]] = mapped_column(Json)
    """`parent`, `kind`, `code`, `title`, `text`, `position`, `state` after it."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    amendment_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("amendment.id"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")


only_added_to(NodeRevision, "the history of a line of the strategy")
