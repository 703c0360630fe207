from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class CardsImport(Identified, Dated, Base):
    """A sheet of cards, one a row: what it is, how its columns are read, what came of it."""

    __tablename__ = "cards_import"

    form_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("card_form.id"), index=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    columns: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """Column index (as text) → what it fills in on the card."""
    added: Mapped[int | None]
    """Cards that came of it; None before it is imported."""
