from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime


class PlanImport(Identified, Dated, Base):
    """A sheet of actions that came back: what it would change, until somebody says yes."""

    __tablename__ = "plan_import"
    __table_args__ = (sa.UniqueConstraint("plan_id", "key"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    rows: Mapped[list[Any]] = mapped_column(Json)
    """As they were read: column → text."""
    made_from: Mapped[str] = mapped_column(sa.String(64))
    """What the plan was when the differences were shown (`app.models.turns.fingerprint`)."""
    applied_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
