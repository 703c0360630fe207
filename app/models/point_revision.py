from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.types import Dated, Identified


class PointRevision(Identified, Dated, Base):
    """How a point was worded before it was worded anew. Append-only."""

    __tablename__ = "point_revision"
    __table_args__ = (sa.UniqueConstraint("point_id", "number"),)

    point_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("point.id"))
    number: Mapped[int]
    """The version of the point that had these words."""
    title: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    """Who replaced them."""


only_added_to(PointRevision, "the history of a point")
