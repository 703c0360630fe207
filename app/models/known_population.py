from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.organisation import OrganisationKind
from app.models.types import Dated, Identified, state_column


class KnownPopulation(Identified, Dated, Base):
    """How many organisations of a family a territory has, to compare who took part with."""

    __tablename__ = "known_population"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "kind", "territory"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    kind: Mapped[OrganisationKind] = mapped_column(state_column(OrganisationKind))
    territory: Mapped[str] = mapped_column(sa.String(120))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(300), default="")
