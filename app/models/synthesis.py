from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.consultation import InvalidTransition
from app.models.types import Dated, Identified, UtcDateTime, now, state_column


class SynthesisState(enum.StrEnum):
    DRAFT = "draft"
    VALIDATED = "validated"


class Synthesis(Identified, Dated, Base):
    """What a facilitator makes of the notes of a workshop. Validated, it is never changed."""

    __tablename__ = "synthesis"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), unique=True)
    state: Mapped[SynthesisState] = mapped_column(
        state_column(SynthesisState), default=SynthesisState.DRAFT
    )
    version: Mapped[int] = mapped_column(default=0)
    """Grows at each change: who writes on an older one is told so."""
    validated_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    validated_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contribution.id"))
    """Set once it is in the corpus."""

    activity: Mapped[Activity] = relationship()

    def validate(self, account_id: uuid.UUID | None, contribution_id: uuid.UUID) -> None:
        """Stand behind it.

        Raises:
            InvalidTransition: somebody did already.
        """
        if self.state is SynthesisState.VALIDATED:
            raise InvalidTransition("the synthesis is already validated")
        self.state = SynthesisState.VALIDATED
        self.validated_at = now()
        self.validated_by = account_id
        self.contribution_id = contribution_id
        self.version += 1
