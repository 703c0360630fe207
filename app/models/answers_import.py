from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.corpus_import import ImportAlreadyStarted, ImportState
from app.models.questionnaire import Questionnaire
from app.models.types import Dated, Identified, Json, state_column


class AnswersImport(Identified, Dated, Base):
    """A table of answers on its way back into a questionnaire: checked first, then taken in."""

    __tablename__ = "answers_import"

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("questionnaire.id"), index=True
    )
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    """Under which the file is kept among the originals."""
    state: Mapped[ImportState] = mapped_column(
        state_column(ImportState), default=ImportState.UPLOADED
    )
    report: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the check found (`exports.answers_file.Report`); empty before it."""
    skip_bad_rows: Mapped[bool] = mapped_column(default=False)
    """Rows that break a rule are left out; without it, one such row refuses the file."""
    added: Mapped[int] = mapped_column(default=0)
    """Responses that came in."""

    questionnaire: Mapped[Questionnaire] = relationship()

    def start(self, job_id: uuid.UUID, *, skip_bad_rows: bool) -> None:
        """Hand what was checked to a job.

        Raises:
            ImportAlreadyStarted: it is being imported or it was, or it is not checked yet.
        """
        if self.state is not ImportState.UPLOADED or not self.report:
            raise ImportAlreadyStarted(self.state)
        self.state = ImportState.IMPORTING
        self.job_id = job_id
        self.skip_bad_rows = skip_bad_rows

    def finish(self, *, added: int) -> None:
        self.state = ImportState.DONE
        self.added = added

    def fail(self) -> None:
        self.state = ImportState.FAILED
