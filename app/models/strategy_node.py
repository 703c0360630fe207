from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, UtcDateTime, state_column


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


STRUCTURE = tuple(kind for kind in NodeKind if kind is not NodeKind.ACTION)
"""The kinds of the structural part, which is frozen for the period of the strategy."""


class NodeState(enum.StrEnum):
    OPEN = "open"
    SET_ASIDE = "set_aside"
    """It is no line of the strategy any more; what led to it still says so."""


class StrategyNode(Identified, Base):
    """A line of the strategy. Only `app.strategy.writing` writes it, with a revision."""

    __tablename__ = "strategy_node"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    strategy_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy_node.id"))
    kind: Mapped[NodeKind] = mapped_column(state_column(NodeKind))
    code: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.Text)
    position: Mapped[int]
    """Place in the whole document, parents before children."""
    text: Mapped[str] = mapped_column(sa.Text, default="")
    """What it says below its title, in Markdown, with the marks of what it cites
    (`app.strategy.citing`)."""
    state: Mapped[NodeState] = mapped_column(state_column(NodeState), default=NodeState.OPEN)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    """Why it was set aside."""
    version: Mapped[int] = mapped_column(default=1)
    """The number of its last revision: a form made before it is stale."""
    held_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    """Who holds the pen."""
    held_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """After it, anybody of the team may take the pen."""
