"""The open data as one file, from what may be read now."""

from __future__ import annotations

import tempfile
import uuid
from contextlib import ExitStack

from sqlalchemy.orm import Session

from app.jobs.progress import Progress
from app.models import Consultation, MadeDocument
from app.models.types import today
from app.notifications.noticing import decisions_are_public
from app.publication.documents.made_file import MadeFile
from app.publication.open_data.columns import Reading
from app.publication.open_data.naming import Names
from app.publication.open_data.packing import write_zip
from app.settings import current_settings


def reading_of(session: Session, consultation_id: uuid.UUID) -> Reading:
    """What the tables are read from."""
    return Reading(
        session,
        session.get_one(Consultation, consultation_id),
        Names(current_settings().secret_key),
        decisions_are_public(session, consultation_id),
        today(),
    )


def packed(session: Session, made: MadeDocument, progress: Progress) -> MadeFile:
    """The archive: no words but those that everybody may read. It may be larger than memory."""
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        reading = reading_of(session, made.consultation_id)
        write_zip(file, reading, lambda done: progress(done, "store"))
        file.seek(0)
        opened.pop_all()
    return MadeFile(file)
