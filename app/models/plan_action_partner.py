from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, state_column


class PartnerPart(enum.StrEnum):
    LEAD = "lead"
    PARTNER = "partner"
    FUNDER = "funder"


class PlanActionPartner(Identified, Base):
    """An organisation that leads, helps or funds an action of a plan."""

    __tablename__ = "plan_action_partner"
    __table_args__ = (
        sa.UniqueConstraint("plan_action_id", "part", "name"),
        sa.Index("ix_plan_action_partner_organisation_id", "organisation_id"),
    )

    plan_action_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_action.id"))
    part: Mapped[PartnerPart] = mapped_column(state_column(PartnerPart))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(200))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    """Where it is known to the platform: those who hold its mandates report on the action."""
    amount: Mapped[int | None]
    """Of a funder, in euros; None: not told."""
