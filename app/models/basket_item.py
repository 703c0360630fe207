from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class BasketItem(Identified, Dated, Base):
    """A verbatim that somebody put aside for quoting it."""

    __tablename__ = "basket_item"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "excerpt_id"),
        sa.Index("ix_basket_item_consultation_id", "consultation_id", "account_id", "place"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"), index=True)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    place: Mapped[int]
    """Where it stands in the basket: no two of a basket have the same."""
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When it was taken out: it may be put back until something else is taken out."""
