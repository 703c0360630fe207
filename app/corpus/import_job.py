"""The background part of an import: read and cut while others write, then take in at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus import importing
from app.corpus.intake import NewContribution
from app.corpus.originals import OriginalLost
from app.corpus.tables import TableError
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import CorpusImport, JobState
from app.storage.opening import current_store


@dataclass(frozen=True)
class Prepared:
    contributions: list[NewContribution]
    empty_rows: int
    duplicates: int


def compute(session: Session, import_id: uuid.UUID, progress: Progress) -> Prepared:
    received = session.get_one(CorpusImport, import_id)
    progress(0.02, "read")
    try:
        found = importing.preview(received, current_store())
    except TableError as error:
        raise JobFailure("unreadable", reason=error.reason, details=error.details) from None
    except OriginalLost:
        raise JobFailure("original_lost") from None
    if found.bad_rows and not received.skip_bad_rows:
        raise JobFailure("bad_rows", count=len(found.bad_rows))
    contributions = importing.to_contributions(
        found.result.drafts, lambda fraction: progress(0.2 + 0.6 * fraction, "cut")
    )
    progress(0.9, "store")
    return Prepared(contributions, found.result.empty_rows, found.result.duplicates)


def store(session: Session, import_id: uuid.UUID, prepared: Prepared) -> None:
    importing.store(
        session,
        session.get_one(CorpusImport, import_id, populate_existing=True),
        prepared.contributions,
        empty_rows=prepared.empty_rows,
        duplicates=prepared.duplicates,
    )


def give_up(session: Session, import_id: uuid.UUID, _state: JobState) -> None:
    session.get_one(CorpusImport, import_id, populate_existing=True).fail()


WORK = Work(compute, store, give_up)
