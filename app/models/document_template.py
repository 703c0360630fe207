from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.made_document import MadeKind
from app.models.types import Dated, Identified, state_column


class DocumentTemplate(Identified, Dated, Base):
    """A client's own DOCX into which a document is poured (docxtpl), kept under its SHA-256."""

    __tablename__ = "document_template"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "kind", "sha256"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    kind: Mapped[MadeKind] = mapped_column(state_column(MadeKind))
    title: Mapped[str] = mapped_column(sa.String(200))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    is_dropped: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
