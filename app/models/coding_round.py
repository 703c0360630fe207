from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime


class CodingRound(Identified, Dated, Base):
    """What the machine learned from the decisions up to a moment: how good it is now.

    Its proposals replace those of the round before (`CodingProposal`); the rounds stay, so that one
    sees how agreement grew.
    """

    __tablename__ = "coding_round"
    __table_args__ = (sa.Index("ix_coding_round_consultation_id_id", "consultation_id", "id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    decisions: Mapped[int] = mapped_column(default=0)
    """Excerpts that were decided when it began."""
    codebook_number: Mapped[int] = mapped_column(default=0)
    """The last event of the codebook that it knew."""
    excerpts: Mapped[int] = mapped_column(default=0)
    measured: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """`agreement`, `low`, `high` from 0 to 1, `checked` decisions drawn by chance, `more` decisions
    for five points more; None where unknown. `hesitates`: two themes, and for how many excerpts the
    machine hesitates between them."""
    seconds: Mapped[float] = mapped_column(default=0.0)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
