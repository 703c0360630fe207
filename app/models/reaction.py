from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, state_column


class Stance(enum.StrEnum):
    FOR = "for"
    AGAINST = "against"
    AMEND = "amend"


class Reaction(Identified, Base):
    """What a card says of one direction of the strategy."""

    __tablename__ = "reaction"
    __table_args__ = (sa.UniqueConstraint("card_id", "node_id"),)

    card_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("card.id"))
    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"), index=True)
    stance: Mapped[Stance] = mapped_column(state_column(Stance))
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("contribution.id"), index=True
    )
    """The words that came with it, in the corpus."""
