from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class ReferenceTag(Identified, Base):
    """A theme that a reference is about."""

    __tablename__ = "reference_tag"
    __table_args__ = (sa.UniqueConstraint("reference_id", "name"),)

    reference_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("reference.id"))
    name: Mapped[str] = mapped_column(sa.String(80), index=True)
