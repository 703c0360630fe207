from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime


class CodingImport(Identified, Dated, Base):
    """A file of codes made elsewhere (REFI-QDA or a table), and what came of it."""

    __tablename__ = "coding_import"
    __table_args__ = (sa.Index("ix_coding_import_consultation_id_id", "consultation_id", "id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    report: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What was read and what was left, in counts and codes of reasons; then what was added."""
    imported_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """None before somebody confirmed it."""
