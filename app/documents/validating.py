"""Standing behind a document: its passages enter the corpus, or become notes of a workshop."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.intake import NewContribution, Span, source_key, take_in_one
from app.documents.correcting import ChangedMeanwhile, to_check
from app.documents.queries import passages_in_order, text_between
from app.documents.words import Piece, composed
from app.models import (
    Document,
    DocumentKind,
    DocumentPassage,
    Note,
    NoteOrigin,
    SynthesisState,
)
from app.models.types import today
from app.workshops.queries import tables_of
from app.workshops.syntheses.keeping import synthesis_to_change


class NothingKept(ValueError):
    """Every passage was left out."""


class WrittenHere(ValueError):
    """The synthesis of the workshop was written on the platform and validated: it has one."""


def validate(
    session: Session, document_id: uuid.UUID, *, made_from: int, account_id: uuid.UUID | None
) -> Document:
    """Take in what is kept of a document, all at once, in the caller's transaction.

    A synthesis or minutes become one contribution; notes become one note a passage, which enter
    the corpus when the notes of their workshop are validated. Of two people who validate, the
    second is refused.

    Raises:
        NotToCheck: it cannot be validated, or was.
        ChangedMeanwhile: it is not the version that was looked at.
        NothingKept: nothing would come of it.
        WrittenHere: it is a synthesis, and the workshop has one.
    """
    # Before the document: whoever sends one waits for its activity first too.
    synthesis = synthesis_to_change(session, _activity_of(session, document_id))
    document, passages = looked_at(session, document_id, made_from)
    is_written = synthesis is not None and synthesis.state is SynthesisState.VALIDATED
    if is_written and document.kind is DocumentKind.SYNTHESIS:
        raise WrittenHere
    if document.kind is DocumentKind.NOTES:
        _add_notes(session, document, passages, account_id)
        contribution_id = None
    else:
        contribution_id = _add_contribution(session, document, passages)
    document.version += 1
    document.validate(account_id, contribution_id)
    session.flush()
    return document


def looked_at(
    session: Session, document_id: uuid.UUID, made_from: int
) -> tuple[Document, list[DocumentPassage]]:
    """A document, locked, with its passages, as somebody stands behind it.

    Raises:
        NotToCheck, ChangedMeanwhile, NothingKept.
    """
    document = to_check(session, document_id)
    if document.version != made_from:
        raise ChangedMeanwhile
    passages = list(session.scalars(passages_in_order(document.id)))
    if all(passage.is_dropped for passage in passages):
        raise NothingKept
    return document, passages


def words_of(
    session: Session,
    document: Document,
    passages: Sequence[DocumentPassage],
    *,
    keeps_dropped: bool = True,
) -> tuple[str, tuple[Span, ...]]:
    """The text as it was corrected, and the excerpts that are kept of it (see `composed`)."""
    return composed(
        text_between(session, document.id, 0, None),
        [_piece(passage) for passage in passages],
        keeps_dropped=keeps_dropped,
    )


def _activity_of(session: Session, document_id: uuid.UUID) -> uuid.UUID | None:
    """The activity of a document, which stays the same; none when the document was removed."""
    return session.scalar(sa.select(Document.activity_id).where(Document.id == document_id))


def _add_contribution(
    session: Session, document: Document, passages: list[DocumentPassage]
) -> uuid.UUID:
    text, spans = words_of(session, document, passages)
    key = source_key("document", str(document.id))
    contribution = NewContribution(
        key=key,
        title=document.title,
        text=text,
        spans=spans,
        received_on=document.activity.starts_on or today(),
    )
    return take_in_one(session, document.activity, contribution).id


def _piece(passage: DocumentPassage) -> Piece:
    return Piece(
        passage.start,
        passage.end,
        passage.corrected,
        passage.nature,
        passage.location,
        passage.is_dropped,
    )


def _add_notes(
    session: Session,
    document: Document,
    passages: list[DocumentPassage],
    account_id: uuid.UUID | None,
) -> None:
    text = text_between(session, document.id, 0, None)
    tables = {table.number: table.id for table in tables_of(session, document.activity_id)}
    kept = [passage for passage in passages if not passage.is_dropped]
    rows = [
        {
            "activity_id": document.activity_id,
            "table_id": _table_id(document, passage, tables),
            "round_number": passage.round_number or document.round_number,
            "nature": passage.nature,
            "text": passage.corrected or text[passage.start : passage.end],
            "key": source_key("document", str(document.id), str(passage.id)),
            "origin": NoteOrigin.DOCUMENT,
            "account_id": account_id,
            "document_id": document.id,
            "position": position,
        }
        for position, passage in enumerate(kept)
    ]
    session.execute(sa.insert(Note), rows)


def _table_id(
    document: Document, passage: DocumentPassage, tables: dict[int, uuid.UUID]
) -> uuid.UUID | None:
    """The table that the passage tells, where the workshop has it; that of the document else."""
    if passage.table_number is None:
        return document.table_id
    return tables.get(passage.table_number)
