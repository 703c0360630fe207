"""The background part of an import of ideas: read and cut while others write, then add at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import import_job
from app.corpus.intake import NewContribution
from app.corpus.originals import OriginalLost
from app.corpus.tables import TableError
from app.ideas.importing import receiving, storing
from app.ideas.importing.drafts import IdeaDrafts
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure, Work
from app.models import CorpusImport, IdeaBox
from app.storage.opening import current_store


@dataclass(frozen=True)
class Prepared:
    drafts: IdeaDrafts
    contributions: list[NewContribution]


def compute(session: Session, import_id: uuid.UUID, progress: Progress) -> Prepared:
    received = session.get_one(CorpusImport, import_id)
    progress(0.02, "read")
    result = _read(received)
    if result.bad_rows and not received.skip_bad_rows:
        raise JobFailure("bad_rows", count=len(result.bad_rows))
    progress(0.3, "cut")
    contributions = storing.to_contributions(_box_of(session, received).id, result.drafts)
    progress(0.5, "store")
    return Prepared(result, contributions)


def _read(received: CorpusImport) -> IdeaDrafts:
    try:
        found = receiving.preview(received, current_store())
        if found.problem is not None:
            raise found.problem
    except TableError as error:
        raise JobFailure("unreadable", reason=error.reason, details=error.details) from None
    except OriginalLost:
        raise JobFailure("original_lost") from None
    assert found.result is not None
    found.result.bad_rows = found.bad_rows
    return found.result


def store(session: Session, import_id: uuid.UUID, prepared: Prepared) -> None:
    received = session.get_one(CorpusImport, import_id, populate_existing=True)
    result = prepared.drafts
    box = _box_of(session, received)
    added = storing.store(session, box, received, result.drafts, prepared.contributions)
    received.finish(
        added=added,
        already_there=len(result.drafts) - added + result.duplicates,
        empty_rows=result.empty_rows,
    )


def _box_of(session: Session, received: CorpusImport) -> IdeaBox:
    return session.scalars(
        sa.select(IdeaBox).where(IdeaBox.activity_id == received.activity_id)
    ).one()


WORK = Work(compute, store, import_job.give_up)
