from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class PointKind(enum.StrEnum):
    FINDING = "finding"
    NEED = "need"
    ACTION = "action"
    """A candidate: the strategy adopts it or not."""


class PointState(enum.StrEnum):
    OPEN = "open"
    SET_ASIDE = "set_aside"


class Point(Identified, Dated, Base):
    """A finding, a need or a candidate action that writers word from the evidence.

    Its evidence and its place in the strategy are `EvidenceLink` rows.
    """

    __tablename__ = "point"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_point_consultation_id_kind_id", "consultation_id", "kind", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is made once."""
    kind: Mapped[PointKind] = mapped_column(state_column(PointKind))
    state: Mapped[PointState] = mapped_column(state_column(PointState), default=PointState.OPEN)
    title: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    """Why it was set aside."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with each change: a form made before it is stale."""
