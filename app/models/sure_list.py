from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, state_column


class SureListState(enum.StrEnum):
    CHECKED = "checked"
    """A sample of it is being looked at."""
    ACCEPTED = "accepted"
    GIVEN_UP = "given_up"


class SureList(Identified, Dated, Base):
    """Excerpts of which the machine is sure for one theme, accepted at once after a sample."""

    __tablename__ = "sure_list"
    __table_args__ = (sa.Index("ix_sure_list_consultation_id_id", "consultation_id", "id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    theme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("theme.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    state: Mapped[SureListState] = mapped_column(
        state_column(SureListState), default=SureListState.CHECKED
    )
    lowest_score: Mapped[float]
    excerpts: Mapped[list[str]] = mapped_column(Json, default=list)
    """The identifiers of all of them, in hexadecimal, the surest first."""
    sample: Mapped[list[str]] = mapped_column(Json, default=list)
    """Those to look at, drawn among them."""
