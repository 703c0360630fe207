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


class Headcount(enum.StrEnum):
    """How many people an organisation employs."""

    NONE = "none"
    UNDER_10 = "under_10"
    UNDER_50 = "under_50"
    UNDER_250 = "under_250"
    MORE = "more"


class Organisation(Identified, Dated, Base):
    """A structure on whose behalf people speak.

    One that somebody declared is known everywhere, by its SIRET; one that came with words that
    were brought in is known by its name in their consultation only.
    """

    __tablename__ = "organisation"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "name"),)

    consultation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("consultation.id"))
    siret: Mapped[str | None] = mapped_column(sa.String(14), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[OrganisationKind] = mapped_column(state_column(OrganisationKind))
    """Its family."""
    legal_form: Mapped[str] = mapped_column(sa.String(10), default="")
    """A code of the list of legal forms (INSEE)."""
    is_esus: Mapped[bool] = mapped_column(default=False)
    """Approved as "entreprise solidaire d'utilité sociale"."""
    sector: Mapped[str] = mapped_column(sa.String(10), default="")
    """A code of the list of sectors (NAF)."""
    headcount: Mapped[Headcount | None] = mapped_column(state_column(Headcount))
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    """The name of its département."""
    epci: Mapped[str] = mapped_column(sa.String(9), default="")
    """The SIREN of the group of communes where it stands."""
