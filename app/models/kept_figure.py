from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import UtcDateTime


class KeptFigure(Base):
    """Figures of a large consultation as they were last counted, whole: never added to.

    Only `app.figures` writes it. Small consultations have none: theirs are counted when they are
    read. Losing all rows loses nothing.
    """

    __tablename__ = "kept_figure"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), primary_key=True
    )
    name: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    """What was counted: `became`, `coverage-channel`, `answers-<questionnaire>`."""
    stamp: Mapped[str] = mapped_column(sa.String(64))
    """Digest of what tells that there is something to count again."""
    counted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    """When the counting began: what came later is not in it."""
    seconds: Mapped[float]
    """How long it took."""
    value: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    """Last, so that SQLite reads the others without it."""
