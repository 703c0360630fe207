"""The background part of a document: read it apart, propose its passages, store all at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.originals import OriginalLost
from app.corpus.tables import TableError
from app.documents.note_sheets import NoNoteColumn, read_sheet
from app.documents.proposing import Proposed, proposed
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import Document, DocumentKind, DocumentPassage, DocumentState, JobState
from app.models.types import new_id
from app.storage.opening import current_store
from documents import Caution, DocumentError, Reason, read_apart

log = structlog.get_logger(__name__)
BATCH = 1000
A_SHEET = "sheet"
"""The code of a trouble that the reader of sheets tells, with `reason` and `details` of its own."""


@dataclass(frozen=True)
class Outcome:
    """What came of the reading: what is to check, or else a trouble and no passage."""

    trouble: dict[str, Any] = field(default_factory=dict)
    is_refused: bool = False
    format: str = ""
    pages: int | None = None
    text: str = ""
    passages: list[Proposed] = field(default_factory=list)


def compute(session: Session, document_id: uuid.UUID, progress: Progress) -> Outcome:
    document = session.get_one(Document, document_id)
    progress(0.02, "read")
    try:
        with originals.on_disk(current_store(), document.sha256) as path:
            return _outcome(document.kind, path, progress)
    except OriginalLost:
        raise JobFailure("original_lost") from None
    except DocumentError as error:
        log.info(
            "document refused", document=str(document_id), reason=error.reason, **error.details
        )
        return _refusal(error.reason.value, **error.details)
    except TableError as error:
        return _refusal(A_SHEET, reason=error.reason.value, details=error.details)
    except NoNoteColumn:
        return _refusal("no_note_column")


def store(session: Session, document_id: uuid.UUID, outcome: Outcome) -> None:
    document = _waiting(session, document_id)
    if document is None:
        return
    document.trouble = outcome.trouble
    document.format = outcome.format
    document.pages = outcome.pages
    document.text = outcome.text
    document.state = DocumentState.REFUSED if outcome.is_refused else DocumentState.TO_CHECK
    session.flush()
    rows = [_row(document_id, passage) for passage in outcome.passages]
    for start in range(0, len(rows), BATCH):
        session.execute(sa.insert(DocumentPassage), rows[start : start + BATCH])


def give_up(session: Session, document_id: uuid.UUID, state: JobState) -> None:
    document = _waiting(session, document_id)
    if document is not None:
        document.state = DocumentState.REFUSED
        document.trouble = {"code": "cancelled" if state is JobState.CANCELLED else "not_read"}


WORK = Work(compute, store, give_up)


def _outcome(kind: DocumentKind, path: Path, progress: Progress) -> Outcome:
    try:
        found = read_apart(path, while_waiting=lambda: progress(0.1, "read"))
    except DocumentError as error:
        if error.reason is Reason.A_SHEET and kind is not DocumentKind.SUBMISSION:
            return _outcome_of_sheet(path)
        raise
    progress(0.6, "cut")
    return Outcome(
        trouble=_caution(found.warnings),
        format=found.format.value,
        pages=found.pages,
        text=found.text,
        passages=proposed(found),
    )


def _outcome_of_sheet(path: Path) -> Outcome:
    sheet = read_sheet(path)
    return Outcome(
        trouble={"code": "bad_rows", "count": sheet.bad_rows} if sheet.bad_rows else {},
        format=sheet.format.value,
        text=sheet.text,
        passages=sheet.passages,
    )


def _caution(warnings: tuple[Caution, ...]) -> dict[str, Any]:
    return {"code": warnings[0].value} if warnings else {}


def _refusal(code: str, **details: Any) -> Outcome:
    return Outcome({"code": code, **details}, is_refused=True)


def _waiting(session: Session, document_id: uuid.UUID) -> Document | None:
    """The document, unless it was read before by a worker that was thought lost, or let go
    meanwhile. Whoever lets it go waits."""
    document = session.get_one(Document, document_id, populate_existing=True, with_for_update=True)
    return document if document.state is DocumentState.READING else None


def _row(document_id: uuid.UUID, passage: Proposed) -> dict[str, Any]:
    return {
        "id": new_id(),
        "document_id": document_id,
        "start": passage.start,
        "end": passage.end,
        "location": passage.location,
        "nature": passage.nature,
        "table_number": passage.table_number,
        "round_number": passage.round_number,
        "is_dropped": False,
    }
