from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class ReferenceImport(Identified, Dated, Base):
    """A file of references, or a text that was pasted: what it is, and what came of it."""

    __tablename__ = "reference_import"

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    added: Mapped[int | None]
    """References that came of it; None before it is imported."""
    completed: Mapped[int | None]
    """References that were there and of which it said more."""
