from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, state_column


class ListKind(enum.StrEnum):
    """A list of what people choose from to describe their organisation."""

    LEGAL_FORM = "legal_form"
    SECTOR = "sector"
    DEPARTEMENT = "departement"
    EPCI = "epci"


class ReferenceList(Identified, Dated, Base):
    """A list that a steward put in place of the one that comes with the platform.

    The latest one of its kind counts in its consultation; former ones stay, for what was said with
    them.
    """

    __tablename__ = "reference_list"
    __table_args__ = (
        sa.Index("ix_reference_list_consultation_id_kind", "consultation_id", "kind", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    kind: Mapped[ListKind] = mapped_column(state_column(ListKind))
    source: Mapped[str] = mapped_column(sa.String(300))
    """Who publishes it, and where."""
    dated_on: Mapped[dt.date]
    """The day on which it was right."""
    entries: Mapped[list[Any]] = mapped_column(Json)
    """`{"code": …, "label": …, "family" or "parent": …}` in their order."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
