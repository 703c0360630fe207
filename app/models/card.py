from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.organisation import OrganisationKind
from app.models.types import Dated, Identified, Json, UtcDateTime, state_column


class CardOrigin(enum.StrEnum):
    PHONE = "phone"
    PAPER = "paper"
    FILE = "file"


class Card(Identified, Dated, Base):
    """A contribution card that somebody filled in. It enters the corpus as it is sent."""

    __tablename__ = "card"
    __table_args__ = (
        sa.UniqueConstraint("form_id", "key"),
        sa.Index("ix_card_form_id_id", "form_id", "id"),
    )

    form_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("card_form.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made where the card was filled in: sent twice, it is kept once."""
    origin: Mapped[CardOrigin] = mapped_column(state_column(CardOrigin))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    """Who typed it in from paper, or brought the file."""
    sheet: Mapped[str] = mapped_column(sa.String(40), default="")
    """The number written on the paper."""
    session_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("conference_session.id"), index=True
    )
    kind: Mapped[OrganisationKind | None] = mapped_column(state_column(OrganisationKind))
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What was written, by the code of the prompt."""
    respondent_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("respondent.id"), index=True
    )
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
