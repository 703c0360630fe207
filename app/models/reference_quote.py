from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class ReferenceQuote(Identified, Dated, Base):
    """Words quoted from a reference: a contribution of the corpus, and the page they stand on."""

    __tablename__ = "reference_quote"

    reference_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("reference.id"), index=True)
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    page: Mapped[str] = mapped_column(sa.String(40), default="")
