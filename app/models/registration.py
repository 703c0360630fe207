from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.organisation import OrganisationKind
from app.models.types import Dated, Identified, UtcDateTime, now, state_column


class RegistrationState(enum.StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Registration(Identified, Dated, Base):
    """Somebody who means to come to a conference, or who came without saying so before.

    The link by which they change their mind follows from the key of the application and this
    identifier; it is not kept.
    """

    __tablename__ = "registration"
    __table_args__ = (
        sa.UniqueConstraint("conference_id", "email"),
        sa.UniqueConstraint("conference_id", "key"),
        sa.Index("ix_registration_conference_id_id", "conference_id", "id"),
    )

    conference_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("conference.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made where it was typed: sent twice, it is kept once."""
    name: Mapped[str] = mapped_column(sa.String(200))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    """None for those who came without registering."""
    organisation: Mapped[str] = mapped_column(sa.String(200), default="")
    kind: Mapped[OrganisationKind] = mapped_column(state_column(OrganisationKind))
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    needs: Mapped[str] = mapped_column(sa.Text, default="")
    """What they need to take part, in their words: access, interpreting."""
    state: Mapped[RegistrationState] = mapped_column(state_column(RegistrationState))
    state_since: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
    """Those who wait longest come first."""
    written_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When a message last said how the registration stands."""
    reminded_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    came_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    checked_in_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
