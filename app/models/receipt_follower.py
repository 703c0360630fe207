from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class ReceiptFollower(Identified, Dated, Base):
    """Somebody without an account who wants news of what they gave."""

    __tablename__ = "receipt_follower"
    __table_args__ = (sa.UniqueConstraint("receipt_id", "subscription_id"),)

    receipt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("receipt.id"))
    subscription_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("subscription.id"), index=True)
