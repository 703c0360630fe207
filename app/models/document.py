from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.consultation import InvalidTransition
from app.models.types import Dated, Identified, Json, UtcDateTime, now, state_column


class DocumentKind(enum.StrEnum):
    NOTES = "notes"
    SYNTHESIS = "synthesis"
    MINUTES = "minutes"
    SUBMISSION = "submission"


class DocumentState(enum.StrEnum):
    READING = "reading"
    TO_CHECK = "to_check"
    REFUSED = "refused"
    VALIDATED = "validated"


class Document(Identified, Dated, Base):
    """A file that holds words of an activity: as it came, as it was read, until it is validated.

    The file itself is kept byte for byte under its SHA-256 (`app.corpus.originals`), whatever
    comes of its reading.
    """

    __tablename__ = "document"

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), index=True)
    table_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("room_table.id"))
    round_number: Mapped[int | None]
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    kind: Mapped[DocumentKind] = mapped_column(state_column(DocumentKind))
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    """In bytes."""
    format: Mapped[str] = mapped_column(sa.String(10), default="")
    """docx, odt, pdf, text, markdown, xlsx or ods, by its content; empty before it was read."""
    pages: Mapped[int | None]
    state: Mapped[DocumentState] = mapped_column(
        state_column(DocumentState), default=DocumentState.READING
    )
    trouble: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Why it was refused, or what to beware of: `code`, and the details of its sentence."""
    text: Mapped[str] = mapped_column(sa.Text, default="")
    """As it was read, or typed in where a scan has none. Passages point into it."""
    version: Mapped[int] = mapped_column(default=0)
    """Grows at each change of its passages: who checks an older one is told so."""
    validated_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    validated_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("contribution.id"), index=True
    )
    """What it became in the corpus; None for notes, which are a contribution each."""

    activity: Mapped[Activity] = relationship()

    def validate(self, account_id: uuid.UUID | None, contribution_id: uuid.UUID | None) -> None:
        """Stand behind what was read.

        Raises:
            InvalidTransition: it is not waiting to be checked.
        """
        if self.state is not DocumentState.TO_CHECK:
            raise InvalidTransition("only a document to check can be validated")
        self.state = DocumentState.VALIDATED
        self.validated_at = now()
        self.validated_by = account_id
        self.contribution_id = contribution_id
