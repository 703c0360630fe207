from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.excerpt import Nature
from app.models.types import Identified, state_column


class DocumentPassage(Identified, Base):
    """An excerpt to be: `document.text[start:end]`, or the words that somebody corrected it to."""

    __tablename__ = "document_passage"
    __table_args__ = (sa.UniqueConstraint("document_id", "start"),)

    document_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("document.id"))
    start: Mapped[int]
    end: Mapped[int]
    corrected: Mapped[str | None] = mapped_column(sa.Text)
    """The words to keep instead of those that were read; None: as they were read."""
    nature: Mapped[Nature] = mapped_column(state_column(Nature), default=Nature.OTHER)
    location: Mapped[str] = mapped_column(sa.String(200), default="")
    """The heading or the page under which it stands."""
    table_number: Mapped[int | None]
    round_number: Mapped[int | None]
    """Where a row of a sheet of notes tells them."""
    is_dropped: Mapped[bool] = mapped_column(default=False)
