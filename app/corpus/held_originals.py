"""Which rows hold an original, and erasing those that none holds any more."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.originals import key_of
from app.models import (
    AnswersImport,
    CardsImport,
    CodingImport,
    CorpusImport,
    Document,
    DocumentTemplate,
    MadeDocument,
    MeetingDocument,
    ReferenceImport,
    Response,
)
from app.storage.erasing import erase_after_commit
from app.storage.store import Store

HOLDERS = (
    CorpusImport,
    AnswersImport,
    CardsImport,
    ReferenceImport,
    CodingImport,
    Document,
    DocumentTemplate,
    MadeDocument,
    MeetingDocument,
)
"""What keeps a file of its own, by its SHA-256; responses keep theirs among their answers."""


def forget_files(session: Session, keys: Iterable[str], store: Store) -> None:
    """Erase files once this transaction is committed, unless another row still holds them."""
    session.flush()
    unused = [key_of(key) for key in keys if key and not _is_held(session, key)]
    erase_after_commit(session, store, unused)


def _is_held(session: Session, key: str) -> bool:
    answered = sa.select(Response.id).where(
        sa.or_(
            sa.cast(Response.answers, sa.Text).contains(key),
            sa.cast(Response.correction, sa.Text).contains(key),
        )
    )
    kept = (sa.select(holder.id).where(holder.sha256 == key) for holder in HOLDERS)
    return bool(
        session.scalar(sa.select(sa.or_(answered.exists(), *(one.exists() for one in kept))))
    )
