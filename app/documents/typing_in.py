"""Words that somebody types: those of a scan, a whole text instead of a file, or another one."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.intake import Span, cut
from app.documents.correcting import ChangedMeanwhile, NotToCheck, NoWords, locked
from app.documents.natures import nature_of_title, nature_of_words
from app.documents.receiving import keep
from app.documents.words import as_typed
from app.models import Activity, Document, DocumentKind, DocumentPassage, DocumentState
from app.storage.store import Store

IMAGES = ("no_text", "picture")
"""What the trouble of a scan or of a picture says: its words have to be typed in."""
RETYPED = "retyped"
"""What to beware of in a document whose file may say something else."""


def wants_text(document: Document) -> bool:
    """Whether it is a scan whose words somebody has to type in."""
    trouble = document.trouble
    is_image = trouble.get("code") in IMAGES or trouble.get("found") in IMAGES
    return is_image and document.state in (DocumentState.REFUSED, DocumentState.TO_CHECK)


def type_in(session: Session, document_id: uuid.UUID, typed: str) -> Document:
    """Give a scan its text, cut into passages to check.

    Raises:
        NotToCheck: it is no scan, or has its text.
        NoWords: nothing was typed.
    """
    document = locked(session, document_id)
    if not wants_text(document):
        raise NotToCheck
    text = as_typed(typed)
    _say(session, document, text, cut(text))
    return document


def retype(session: Session, document_id: uuid.UUID, typed: str, *, made_from: int) -> Document:
    """Say a document that is not validated yet in other words, cut into passages to check.

    Its file stays as it was sent; where that had words of its own, the document is `RETYPED`.

    Raises:
        NotToCheck: it is being read, or was validated or removed.
        ChangedMeanwhile: it is not the version that was looked at.
        NoWords: nothing was typed.
    """
    document = locked(session, document_id)
    if document.state not in (DocumentState.REFUSED, DocumentState.TO_CHECK):
        raise NotToCheck
    if document.version != made_from:
        raise ChangedMeanwhile
    had_words = bool(document.filename and document.format) and not wants_text(document)
    text = as_typed(typed)
    _say(session, document, text, cut(text))
    document.trouble = {"code": RETYPED} if had_words else {}
    return document


def keep_typed(
    session: Session,
    activity: Activity,
    *,
    kind: DocumentKind,
    typed: str,
    store: Store,
    limit: int,
    title: str,
    spans: Sequence[Span] = (),
) -> Document:
    """A document out of words that were typed, kept as they were; its file has no name.

    They are cut into passages, unless `spans` of them are given.

    Raises:
        NoWords: nothing was typed.
        app.corpus.originals.OriginalTooLarge: it has more than `limit` bytes; nothing is kept.
    """
    original = originals.keep(io.BytesIO(typed.encode()), store, limit=limit)
    document = keep(
        session,
        activity,
        kind=kind,
        original=original,
        filename="",
        account_id=None,
        title=title,
    )
    text = typed if spans else as_typed(typed)
    _say(session, document, text, spans or cut(text))
    return document


def _say(session: Session, document: Document, text: str, spans: Sequence[Span]) -> None:
    """These words instead of those that the document had, if any."""
    if not spans:
        raise NoWords
    session.execute(sa.delete(DocumentPassage).where(DocumentPassage.document_id == document.id))
    document.text = text
    document.state = DocumentState.TO_CHECK
    document.trouble = {}
    document.version += 1
    session.flush()
    session.add_all(
        DocumentPassage(
            document_id=document.id,
            start=span.start,
            end=span.end,
            location=span.location,
            nature=span.nature
            or nature_of_title(span.location)
            or nature_of_words(text[span.start : span.end]),
        )
        for span in spans
    )
    session.flush()
