from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.organisation import OrganisationKind
from app.models.types import Dated, Identified, state_column


class Attendee(Identified, Dated, Base):
    """Somebody at a workshop who is counted by name.

    Most are only tallied, in `Activity.attendance`.
    """

    __tablename__ = "attendee"
    __table_args__ = (sa.Index("ix_attendee_activity_id_id", "activity_id", "id"),)

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    organisation: Mapped[str] = mapped_column(sa.String(200), default="")
    kind: Mapped[OrganisationKind] = mapped_column(state_column(OrganisationKind))
