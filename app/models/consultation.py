from __future__ import annotations

import datetime as dt
import enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.phase import Phase
from app.models.types import Dated, Identified, state_column


class ConsultationState(enum.StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class InvalidTransition(ValueError):
    """A state was asked for that cannot follow the present one."""


class Consultation(Identified, Dated, Base):
    """A process with which a region builds a strategy: démarche, on the screens."""

    __tablename__ = "consultation"

    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    is_fictional: Mapped[bool] = mapped_column(default=False)
    """Every page of a fictional consultation says that it is one."""
    state: Mapped[ConsultationState] = mapped_column(
        state_column(ConsultationState), default=ConsultationState.DRAFT
    )

    second_factor_for_team: Mapped[bool] = mapped_column(default=False)
    """Whether writers and stewards are such only once they gave a code of their second factor."""

    phases: Mapped[list[Phase]] = relationship(order_by=Phase.position)

    def open(self) -> None:
        """Make it public.

        Raises:
            InvalidTransition: it is already open.
        """
        if self.state is ConsultationState.OPEN:
            raise InvalidTransition("the consultation is already open")
        self.state = ConsultationState.OPEN

    def close(self) -> None:
        """End it; it stays public.

        Raises:
            InvalidTransition: it is not open.
        """
        if self.state is not ConsultationState.OPEN:
            raise InvalidTransition("only an open consultation can be closed")
        self.state = ConsultationState.CLOSED

    @property
    def is_public(self) -> bool:
        return self.state is not ConsultationState.DRAFT
