from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.account import Account
from app.models.organisation import Organisation
from app.models.types import Dated, Identified, UtcDateTime, state_column


class MandateState(enum.StrEnum):
    ASKED = "asked"
    """Somebody holds a mandate already: one of them, or a steward, decides."""
    HELD = "held"
    REFUSED = "refused"
    ENDED = "ended"


class MandateSource(enum.StrEnum):
    """Why a mandate is believed."""

    DECLARED = "declared"
    """By the first who named the organisation: nobody checked."""
    COLLEAGUE = "colleague"
    STEWARD = "steward"
    OPENID = "openid"
    """The identity provider gave the SIRET."""


class MandateEnding(enum.StrEnum):
    """Why a steward ends a mandate."""

    NEVER_THEIRS = "never_theirs"
    LEFT = "left"
    DISOWNED = "disowned"
    WRONG_ORGANISATION = "wrong_organisation"


class Mandate(Identified, Dated, Base):
    """A person who may speak for an organisation; several people may."""

    __tablename__ = "mandate"
    __table_args__ = (sa.UniqueConstraint("account_id", "organisation_id"),)

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    post: Mapped[str] = mapped_column(sa.String(120), default="")
    """What they are there: chair, director, volunteer."""
    state: Mapped[MandateState] = mapped_column(state_column(MandateState))
    source: Mapped[MandateSource] = mapped_column(state_column(MandateSource))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    """Who confirmed or refused it; while it is asked again, or was taken back, who refused it."""
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(foreign_keys=account_id)
    organisation: Mapped[Organisation] = relationship()
