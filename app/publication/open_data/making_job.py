"""The background part of the open data: the file first, then the row that leads to it."""

from __future__ import annotations

import datetime as dt
import tempfile
import uuid
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.held_originals import forget_files
from app.jobs.progress import Progress
from app.jobs.runner import Work
from app.models import Consultation, JobState, MadeDocument
from app.models.types import now, today
from app.notifications.noticing import decisions_are_public
from app.publication.open_data.columns import Reading
from app.publication.open_data.naming import Names
from app.publication.open_data.packing import write_zip
from app.settings import current_settings
from app.web.language import DEFAULT_LANGUAGE

LARGEST = 2 * 2**30
"""Bytes of a file that is kept."""


@dataclass(frozen=True)
class _Kept:
    original: originals.Original
    filename: str
    began: dt.datetime


def reading_of(session: Session, consultation_id: uuid.UUID) -> Reading:
    """What the tables are read from."""
    return Reading(
        session,
        session.get_one(Consultation, consultation_id),
        Names(current_settings().secret_key),
        decisions_are_public(session, consultation_id),
        today(),
    )


def _compute(session: Session, document_id: uuid.UUID, progress: Progress) -> _Kept | None:
    """Make the file and keep it. None where its row is gone meanwhile."""
    made = session.get(MadeDocument, document_id)
    if made is None:
        return None
    began, reading = now(), reading_of(session, made.consultation_id)
    with tempfile.TemporaryFile() as file, force_locale(DEFAULT_LANGUAGE):
        write_zip(file, reading, lambda done: progress(done, "store"))
        file.seek(0)
        kept = originals.keep(file, current_settings().uploads_directory, limit=LARGEST)
    return _Kept(kept, f"{reading.consultation.slug}-open-data-{began.date()}.zip", began)


def _store(session: Session, document_id: uuid.UUID, kept: _Kept | None) -> None:
    if kept is None:
        return
    made = session.get(MadeDocument, document_id, with_for_update=True)
    if made is None:
        originals.let_go(kept.original)
        return
    former, made.sha256 = made.sha256, kept.original.sha256
    made.size, made.filename = kept.original.size, kept.filename
    # From when on its words may have changed: the moment before they were read.
    made.made_at = kept.began
    if former != made.sha256:
        forget_files(session, [former], current_settings().uploads_directory)


def _give_up(_session: Session, _document_id: uuid.UUID, _state: JobState) -> None:
    """Its page reads from the job why it failed; the file that was made before stays."""


WORK = Work(_compute, _store, _give_up)
