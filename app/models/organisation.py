from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class OrganisationKind(enum.StrEnum):
    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    MUTUAL = "mutual"
    FOUNDATION = "foundation"
    SOCIAL_COMPANY = "social_company"
    ENTERPRISE = "enterprise"
    """A body of the social economy, where its family is not told."""
    LOCAL_AUTHORITY = "local_authority"
    STATE = "state"
    NETWORK = "network"
    CHAMBER = "chamber"
    FUNDER = "funder"
    UNION = "union"
    RESEARCH = "research"
    OTHER = "other"


class Organisation(Identified, Dated, Base):
    """A structure on whose behalf people speak."""

    __tablename__ = "organisation"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "name"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[OrganisationKind] = mapped_column(state_column(OrganisationKind))
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
