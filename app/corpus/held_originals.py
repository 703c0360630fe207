"""Which rows hold an original, and erasing those that none holds any more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
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


def forget_files(session: Session, keys: Iterable[str], directory: Path) -> None:
    """Erase files once this transaction is committed, unless another row still holds them."""
    session.flush()
    unused = [key for key in keys if key and not _is_held(session, key)]

    def erase(_session: Session) -> None:
        for key in unused:
            originals.erase(directory, key)

    if unused:
        sa.event.listen(session, "after_commit", erase, once=True)


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
