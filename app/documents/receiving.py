"""Documents on their way in: kept as they came, read by a job, removed."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.held_originals import forget_files
from app.documents.correcting import NotToCheck, locked
from app.documents.queries import same_document
from app.jobs.services import schedule
from app.models import (
    Activity,
    Document,
    DocumentKind,
    DocumentPassage,
    DocumentState,
    JobKind,
)
from app.storage.store import Store


class SentBefore(ValueError):
    """These very bytes were sent for this activity: `document` is what came of them."""

    def __init__(self, document: Document) -> None:
        super().__init__(str(document.id))
        self.document = document


def receive(
    session: Session,
    activity: Activity,
    *,
    kind: DocumentKind,
    stream: BinaryIO,
    filename: str,
    store: Store,
    limit: int,
    account_id: uuid.UUID | None,
    title: str = "",
    table_id: uuid.UUID | None = None,
    round_number: int | None = None,
) -> Document:
    """Keep a file and have it read by a job.

    Raises:
        app.corpus.originals.OriginalTooLarge: it has more than `limit` bytes; nothing is kept.
        SentBefore: the same file was sent for the same activity; was it refused, it is read again.
    """
    original = originals.keep(stream, store, limit=limit)
    try:
        document = keep(
            session,
            activity,
            kind=kind,
            original=original,
            filename=originals.told_name(filename) or "document",
            account_id=account_id,
            title=title,
        )
    except SentBefore as error:
        if error.document.state is DocumentState.REFUSED:
            _have_read(session, error.document, account_id)
        raise
    document.table_id = table_id
    document.round_number = round_number
    _have_read(session, document, account_id)
    return document


def _have_read(session: Session, document: Document, account_id: uuid.UUID | None) -> None:
    document.state = DocumentState.READING
    document.trouble = {}
    job = schedule(
        session,
        kind=JobKind.DOCUMENT,
        subject_id=document.id,
        consultation_id=document.consultation_id,
        account_id=account_id,
    )
    document.job_id = job.id
    session.flush()


def keep(
    session: Session,
    activity: Activity,
    *,
    kind: DocumentKind,
    original: originals.Original,
    filename: str,
    account_id: uuid.UUID | None,
    title: str = "",
) -> Document:
    """A document to read, out of a file that is kept.

    A written contribution is its depositor's own, whoever else sends the same bytes.

    Raises:
        SentBefore: the same file was sent for the same activity.
    """
    if kind is not DocumentKind.SUBMISSION:
        _refuse_what_was_sent(session, activity.id, original.sha256)
    document = Document(
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        activity=activity,
        account_id=account_id,
        kind=kind,
        title=title or PurePath(filename).stem or activity.title,
        filename=filename,
        sha256=original.sha256,
        size=original.size,
    )
    session.add(document)
    session.flush()
    return document


def _refuse_what_was_sent(session: Session, activity_id: uuid.UUID, sha256: str) -> None:
    # A row lock on PostgreSQL; SQLite has one writer at a time anyway.
    session.execute(sa.select(Activity.id).where(Activity.id == activity_id).with_for_update())
    before = same_document(session, activity_id, sha256)
    if before is not None:
        raise SentBefore(before)


def remove(session: Session, document_id: uuid.UUID, store: Store) -> None:
    """Remove a document that nothing came of, with its file unless another row holds it.

    Raises:
        NotToCheck: it is being read, or was validated.
    """
    document = locked(session, document_id)
    if document.state not in (DocumentState.TO_CHECK, DocumentState.REFUSED):
        raise NotToCheck
    erase(session, document, store)


def erase(session: Session, document: Document, store: Store) -> None:
    """Erase a document, its passages, and its file unless another row holds it."""
    session.execute(sa.delete(DocumentPassage).where(DocumentPassage.document_id == document.id))
    session.delete(document)
    forget_files(session, [document.sha256], store)
