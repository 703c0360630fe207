from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class Citation(Identified, Base):
    """What the text of a line cites: an excerpt or a reference of the bibliography.

    Follows from the marks in the text and is written with it; numbers are given when the document
    is shown, in its order.
    """

    __tablename__ = "citation"
    __table_args__ = (
        sa.UniqueConstraint("node_id", "position"),
        sa.Index("ix_citation_excerpt_id", "excerpt_id"),
        sa.Index("ix_citation_reference_id", "reference_id"),
        sa.CheckConstraint("(excerpt_id IS NULL) <> (reference_id IS NULL)", name="one_source"),
    )

    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
    position: Mapped[int]
    excerpt_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("excerpt.id"))
    reference_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("reference.id"))
