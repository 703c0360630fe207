from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, Json


class Suggestion(Identified, Base):
    """A link from an excerpt to a node of the strategy, as the machine proposes it.

    `position` orders the best suggestion of each excerpt over the whole run, the surest first;
    it is empty for the others, which are shown beside it.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        sa.UniqueConstraint("run_id", "excerpt_id", "node_id"),
        sa.Index("ix_suggestion_run_id_position", "run_id", "position"),
        sa.Index("ix_suggestion_excerpt_id", "excerpt_id"),
    )

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("run.id"))
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"))
    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
    score: Mapped[float]
    """From 0 to 1."""
    rank: Mapped[int]
    """1 for the best suggestion of its excerpt."""
    position: Mapped[int | None]
    words: Mapped[list[str]] = mapped_column(Json, default=list)
    """Words of the excerpt that explain the link."""
