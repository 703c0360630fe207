"""The background part of bringing answers back: a file is checked, or its responses taken in."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.corpus.originals import OriginalLost
from app.corpus.tables import TableError
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import AnswersImport, ImportState, JobState
from app.questionnaires.exports import importing as answers_import
from app.questionnaires.exports.importing import Prepared
from app.storage.opening import current_store


def compute(session: Session, import_id: uuid.UUID, progress: Progress) -> Prepared:
    """Read and check the file of an import."""
    received = session.get_one(AnswersImport, import_id)
    progress(0.02, "read")
    try:
        prepared = answers_import.prepare(
            session,
            received,
            current_store(),
            lambda part: progress(0.05 + 0.8 * part, "check"),
        )
    except TableError as error:
        raise JobFailure("unreadable", reason=error.reason, details=error.details) from None
    except OriginalLost:
        raise JobFailure("original_lost") from None
    if prepared is None:
        raise JobFailure("no_column")
    is_asked_for = received.state is ImportState.IMPORTING
    if is_asked_for and prepared.report.bad_rows and not received.skip_bad_rows:
        raise JobFailure("bad_rows", count=prepared.report.bad_rows)
    progress(0.9, "store")
    return prepared


def store(session: Session, import_id: uuid.UUID, prepared: Prepared) -> None:
    """Add its responses when that was asked for; else keep what the check found."""
    received = session.get_one(AnswersImport, import_id, populate_existing=True)
    if received.state is ImportState.IMPORTING:
        answers_import.store(session, received, prepared)
    else:
        received.report = prepared.report.as_json()


def give_up(session: Session, import_id: uuid.UUID, _state: JobState) -> None:
    """Tell the import that its job failed or was cancelled."""
    session.get_one(AnswersImport, import_id, populate_existing=True).fail()


WORK = Work(compute, store, give_up)
