"""The background part of an export: the file first, then the row that leads to it."""

from __future__ import annotations

import uuid

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.jobs.progress import Progress
from app.jobs.runner import Work
from app.models import Account, JobState, PersonalExport
from app.models.types import now
from app.notifications.outbox import NewMail, put_to_person
from app.privacy.exports.archive import write_archive
from app.privacy.exports.asking import KEPT
from app.privacy.exports.files import key_of, name_of
from app.privacy.exports.letters import READY
from app.settings import current_settings
from app.storage.erasing import erase_after_commit
from app.storage.opening import current_store
from app.web.language import DEFAULT_LANGUAGE


def _compute(session: Session, export_id: uuid.UUID, progress: Progress) -> int | None:
    """Make the file; its size. None where the account was erased meanwhile."""
    export = session.get(PersonalExport, export_id)
    if export is None:
        return None
    account = session.get_one(Account, export.account_id)
    with force_locale(account.language or DEFAULT_LANGUAGE):
        return write_archive(
            session,
            account,
            key_of(export_id),
            current_store(),
            lambda done: progress(done, "store"),
        )


def _store(session: Session, export_id: uuid.UUID, size: int | None) -> None:
    """Let the file be taken, and tell its owner; nothing stays of it when they left meanwhile."""
    export = session.get(PersonalExport, export_id, with_for_update=True)
    if export is None or size is None:
        erase_after_commit(session, current_store(), [key_of(export_id)])
        return
    export.filename, export.size = name_of(export_id), size
    export.expires_at = now() + KEPT
    account = session.get_one(Account, export.account_id)
    if current_settings().mail is not None:
        put_to_person(session, NewMail(account.email, subject="", body=READY))


def _give_up(_session: Session, _export_id: uuid.UUID, _state: JobState) -> None:
    """The page of its owner reads from the job that it failed."""


WORK = Work(_compute, _store, _give_up)
