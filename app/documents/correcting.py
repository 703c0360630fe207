"""What people change in the proposed passages. Each change is made on a version that was seen.

What is asked and is so already was done before: a second click, or a lost reply.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from app.documents.queries import (
    following_passage,
    passage_of,
    passages_in_order,
    text_between,
)
from app.documents.words import as_typed, cut, joined
from app.models import Document, DocumentPassage, DocumentState, Nature


class ChangedMeanwhile(ValueError):
    """Somebody changed the document since it was looked at."""


class NotToCheck(ValueError):
    """It is being read, was refused, validated or removed."""


class NoSuchPassage(LookupError):
    """The document has no such passage."""


class NoWords(ValueError):
    """A passage says something; one that should not be kept is dropped."""


class CannotMerge(ValueError):
    """No passage that is kept follows it."""


@dataclass(frozen=True)
class Change:
    """What is changed, and the version of the document on which that was decided."""

    document_id: uuid.UUID
    passage_id: uuid.UUID
    made_from: int


def locked(session: Session, document_id: uuid.UUID) -> Document:
    """The document as it is now, which whoever else wants to change waits for.

    A row lock on PostgreSQL; SQLite has one writer at a time anyway.

    Raises:
        NotToCheck: it was removed meanwhile.
    """
    document = session.scalar(
        sa.select(Document)
        .options(defer(Document.text))
        .where(Document.id == document_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if document is None:
        raise NotToCheck
    return document


def to_check(session: Session, document_id: uuid.UUID) -> Document:
    """The document, locked, while it may be changed.

    Raises:
        NotToCheck: nothing can be changed in it.
    """
    document = locked(session, document_id)
    if document.state is not DocumentState.TO_CHECK:
        raise NotToCheck
    return document


def correct(session: Session, change: Change, words: str) -> None:
    """Say a passage in other words; in those that were read, it is as it was read.

    Raises:
        ChangedMeanwhile, NotToCheck, NoSuchPassage; NoWords: there is nothing in it.
    """
    document, passage = _taken(session, change)
    words = as_typed(words)
    if not words:
        raise NoWords
    original = _original(session, passage)
    corrected = None if words == original else words
    if corrected != passage.corrected:
        _grow(document, change.made_from)
        passage.corrected = corrected


def set_nature(session: Session, change: Change, nature: Nature) -> None:
    """Say of what nature a passage is. Raises ChangedMeanwhile, NotToCheck, NoSuchPassage."""
    document, passage = _taken(session, change)
    if passage.nature is not nature:
        _grow(document, change.made_from)
        passage.nature = nature


def set_dropped(session: Session, change: Change, is_dropped: bool) -> None:
    """Leave a passage out, or take it back. Raises ChangedMeanwhile, NotToCheck, NoSuchPassage."""
    document, passage = _taken(session, change)
    if passage.is_dropped is not is_dropped:
        _grow(document, change.made_from)
        passage.is_dropped = is_dropped


def merge(session: Session, change: Change) -> None:
    """Make one passage out of this one and the next, which is no more.

    Raises:
        ChangedMeanwhile, NotToCheck, NoSuchPassage; CannotMerge: no kept passage follows.
    """
    document, passage = _taken(session, change)
    _expect(document, change.made_from)
    following = following_passage(session, passage)
    if following is None or passage.is_dropped or following.is_dropped:
        raise CannotMerge
    _grow(document, change.made_from)
    original = text_between(session, document.id, passage.start, following.end)
    middle = passage.end - passage.start
    words = joined(
        original,
        passage.corrected or original[:middle],
        original[middle : following.start - passage.start],
        following.corrected or original[following.start - passage.start :],
    )
    passage.end = following.end
    passage.corrected = None if words == original else words
    session.delete(following)
    session.flush()


def split(session: Session, change: Change, at: int, words: str | None = None) -> None:
    """Make two passages out of one, cut before `words[at]`.

    `words` are those that were typed meanwhile; by default, those that the passage has.

    Raises:
        ChangedMeanwhile, NotToCheck, NoSuchPassage; CannotCut: one of them would say nothing.
    """
    document, passage = _taken(session, change)
    _expect(document, change.made_from)
    original = _original(session, passage)
    typed = as_typed(words) if words is not None else passage.corrected or original
    (end, first), (start, second) = cut(original, typed, at)
    _grow(document, change.made_from)
    added = DocumentPassage(
        document_id=document.id,
        start=passage.start + start,
        end=passage.end,
        corrected=None if second == original[start:] else second,
        nature=passage.nature,
        location=passage.location,
        table_number=passage.table_number,
        round_number=passage.round_number,
        is_dropped=passage.is_dropped,
    )
    passage.end = passage.start + end
    passage.corrected = None if first == original[:end] else first
    session.add(added)
    session.flush()


def change_many(
    session: Session,
    document_id: uuid.UUID,
    made_from: int,
    passage_ids: Collection[uuid.UUID],
    *,
    nature: Nature | None = None,
    is_dropped: bool | None = None,
) -> int:
    """Give passages a nature, or leave them out, all at once; how many they are.

    Passages of other documents are left alone.

    Raises:
        ChangedMeanwhile, NotToCheck.
    """
    document = to_check(session, document_id)
    chosen = session.scalars(
        passages_in_order(document.id).where(DocumentPassage.id.in_(passage_ids))
    ).all()
    wanted = {"nature": nature, "is_dropped": is_dropped}
    told = {name: value for name, value in wanted.items() if value is not None}
    changes = [
        (passage, name, value)
        for passage in chosen
        for name, value in told.items()
        if getattr(passage, name) is not value
    ]
    if changes:
        _grow(document, made_from)
    for passage, name, value in changes:
        setattr(passage, name, value)
    session.flush()
    return len(chosen)


def _taken(session: Session, change: Change) -> tuple[Document, DocumentPassage]:
    document = to_check(session, change.document_id)
    passage = passage_of(session, document.id, change.passage_id)
    if passage is None:
        # It may have been merged into another one since.
        raise NoSuchPassage if document.version == change.made_from else ChangedMeanwhile
    return document, passage


def _expect(document: Document, made_from: int) -> None:
    if document.version != made_from:
        raise ChangedMeanwhile


def _grow(document: Document, made_from: int) -> None:
    """Say that the document changes. Raises ChangedMeanwhile: it is not the one that was seen."""
    _expect(document, made_from)
    document.version += 1


def _original(session: Session, passage: DocumentPassage) -> str:
    return text_between(session, passage.document_id, passage.start, passage.end)
