from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class MeetingDocument(Identified, Dated, Base):
    """A file of a meeting, kept byte for byte under its SHA-256 (`app.corpus.originals`)."""

    __tablename__ = "meeting_document"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "sha256"),)

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    title: Mapped[str] = mapped_column(sa.String(200))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    """In bytes."""
    is_public: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
