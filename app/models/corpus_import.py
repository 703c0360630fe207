from __future__ import annotations

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.types import Dated, Identified, Json, state_column


class ImportState(enum.StrEnum):
    UPLOADED = "uploaded"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"


class ImportAlreadyStarted(ValueError):
    """An import can be started once; a file that failed can be started again."""


class CorpusImport(Identified, Dated, Base):
    """A file on its way into the corpus: what it is, how it is read, what came of it."""

    __tablename__ = "corpus_import"

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"), index=True)
    activity_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("activity.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    """In bytes."""
    reading: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What a person corrected in the reading: sheet, delimiter, encoding, header row."""
    roles: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """Column index (as text) → what the column is."""
    skip_bad_rows: Mapped[bool] = mapped_column(default=False)
    """Rows that cannot be read are left out; without it, one such row refuses the file."""
    state: Mapped[ImportState] = mapped_column(
        state_column(ImportState), default=ImportState.UPLOADED
    )
    added: Mapped[int] = mapped_column(default=0)
    already_there: Mapped[int] = mapped_column(default=0)
    empty_rows: Mapped[int] = mapped_column(default=0)
    is_of_ideas: Mapped[bool] = mapped_column(default=False)
    """Its rows become ideas of a box; `roles` holds those of ideas."""
    source: Mapped[str] = mapped_column(sa.String(200), default="")
    """Where a file of ideas comes from, and whose it is."""
    licence: Mapped[str] = mapped_column(sa.String(120), default="")
    """Under which its ideas may be used again."""

    activity: Mapped[Activity | None] = relationship()

    @property
    def is_waiting(self) -> bool:
        """Whether it can be started: it was not yet, or it failed."""
        return self.state in (ImportState.UPLOADED, ImportState.FAILED)

    def start(self, job_id: uuid.UUID | None) -> None:
        """Hand it to a job; a command that imports at once has none.

        Raises:
            ImportAlreadyStarted: it is being imported, or it was.
        """
        if not self.is_waiting:
            raise ImportAlreadyStarted(self.state)
        self.state = ImportState.IMPORTING
        self.job_id = job_id

    def finish(self, *, added: int, already_there: int, empty_rows: int) -> None:
        self.state = ImportState.DONE
        self.added = added
        self.already_there = already_there
        self.empty_rows = empty_rows

    def fail(self) -> None:
        self.state = ImportState.FAILED
