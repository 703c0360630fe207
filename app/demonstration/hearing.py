"""The hearing of the demonstration: its minutes are sent, read and validated as a document."""

from __future__ import annotations

import io
import uuid

from sqlalchemy.orm import Session

from app.corpus import originals
from app.demonstration import files
from app.documents import reading_job, receiving
from app.documents.validating import validate
from app.models import Activity, Document, DocumentKind
from app.settings import current_settings
from app.storage.opening import current_store
from app.submissions.hearings import Held, add_hearing


def load_hearing(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    phase_id: uuid.UUID,
    account_id: uuid.UUID,
) -> Activity:
    """Add the hearing; `account_id` sends its minutes and stands behind them."""
    file = files.read("hearing.yaml")
    hearing = add_hearing(
        session,
        consultation_id=consultation_id,
        phase_id=phase_id,
        code=file["code"],
        held=Held(file["title"], file["body"], place="", day=file["date"]),
    )
    minutes = _sent(session, hearing, file, account_id)
    outcome = reading_job.compute(session, minutes.id, lambda _fraction, _step: None)
    reading_job.store(session, minutes.id, outcome)
    validate(session, minutes.id, made_from=minutes.version, account_id=account_id)
    return hearing


def _sent(
    session: Session, hearing: Activity, file: dict[str, str], account_id: uuid.UUID
) -> Document:
    settings = current_settings()
    content = f"# {file['title']}\n\n{file['text']}".encode()
    return receiving.keep(
        session,
        hearing,
        kind=DocumentKind.MINUTES,
        original=originals.keep(io.BytesIO(content), current_store(), limit=settings.upload_limit),
        filename=f"compte-rendu-{file['code']}.md",
        account_id=account_id,
        title=file["body"],
    )
