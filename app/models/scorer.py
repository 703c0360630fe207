from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import UtcDateTime


class Scorer(Base):
    """Somebody who is asked to score, and when they said that they were done."""

    __tablename__ = "scorer"

    scoring_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("scoring.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("account.id"), primary_key=True, index=True
    )
    done_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
