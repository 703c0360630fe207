"""Finding documents and reading what is proposed of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, defer, joinedload

from app.models import (
    Account,
    Activity,
    Channel,
    Document,
    DocumentKind,
    DocumentPassage,
    DocumentState,
    Nature,
    RoomTable,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

SENDING = (Channel.WORKSHOP, Channel.CONFERENCE, Channel.HEARING)
"""The channels whose words come in documents."""
_OF_THE_TEAM = Document.kind != DocumentKind.SUBMISSION
"""A written contribution is checked by who deposits it, and by nobody else before it is sent."""


def document_of(
    session: Session, consultation_id: uuid.UUID, document_id: uuid.UUID
) -> Document | None:
    """A document of this consultation with its activity, and without its text, which is long."""
    return session.scalar(
        sa.select(Document)
        .options(joinedload(Document.activity), defer(Document.text))
        .where(
            Document.id == document_id,
            Document.consultation_id == consultation_id,
            _OF_THE_TEAM,
        )
    )


def of_a_depositor(session: Session, document_id: uuid.UUID) -> bool:
    """Whether the document is a written contribution, which is not the team's."""
    kind = session.scalar(sa.select(Document.kind).where(Document.id == document_id))
    return kind is DocumentKind.SUBMISSION


def same_document(session: Session, activity_id: uuid.UUID, sha256: str) -> Document | None:
    """The document of this activity that has these very bytes."""
    return session.scalar(
        sa.select(Document)
        .options(defer(Document.text))
        .where(Document.activity_id == activity_id, Document.sha256 == sha256)
        .limit(1)
    )


def sending_activities(session: Session, consultation_id: uuid.UUID) -> list[Activity]:
    """The activities of which documents are sent, by date."""
    return list(
        session.scalars(
            sa.select(Activity)
            .where(Activity.consultation_id == consultation_id, Activity.channel.in_(SENDING))
            .order_by(Activity.starts_on.is_(None), Activity.starts_on, Activity.code)
        )
    )


def sending_activity(session: Session, consultation_id: uuid.UUID, code: str) -> Activity | None:
    """The activity with this code, where documents are sent of it."""
    return session.scalar(
        sa.select(Activity).where(
            Activity.consultation_id == consultation_id,
            Activity.code == code,
            Activity.channel.in_(SENDING),
        )
    )


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list, and how many excerpts are proposed or kept of it."""

    document: Document
    kept: int


def documents_page(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    activity_id: uuid.UUID | None = None,
    state: DocumentState | None = None,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[DocumentLine]:
    """The documents of a consultation, the latest first."""
    cursor = cursor or Cursor()
    found = (
        sa.select(Document)
        .join(Document.activity)
        .options(contains_eager(Document.activity), defer(Document.text))
        .where(Document.consultation_id == consultation_id, _OF_THE_TEAM)
    )
    if activity_id is not None:
        found = found.where(Document.activity_id == activity_id)
    if state is not None:
        found = found.where(Document.state == state)
    found = paged(found, Document.id, cursor, cursor.as_uuid(), size=size, descending=True)
    documents = session.scalars(found).all()
    kept = _kept_of(session, [one.id for one in documents])
    lines = [DocumentLine(one, kept.get(one.id, 0)) for one in documents]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.document.id)


def _kept_of(session: Session, document_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = session.execute(
        sa.select(DocumentPassage.document_id, sa.func.count())
        .where(DocumentPassage.document_id.in_(document_ids), ~DocumentPassage.is_dropped)
        .group_by(DocumentPassage.document_id)
    )
    return dict(rows.all())


def text_between(session: Session, document_id: uuid.UUID, start: int, end: int | None) -> str:
    """`document.text[start:end]`, read alone."""
    taken = (start + 1,) if end is None else (start + 1, end - start)
    part = sa.func.substr(Document.text, *taken)
    return session.scalar(sa.select(part).where(Document.id == document_id)) or ""


def passage_of(
    session: Session, document_id: uuid.UUID, passage_id: uuid.UUID
) -> DocumentPassage | None:
    """A passage of this document."""
    return session.scalar(
        sa.select(DocumentPassage).where(
            DocumentPassage.id == passage_id, DocumentPassage.document_id == document_id
        )
    )


def passages_in_order(document_id: uuid.UUID) -> sa.Select[DocumentPassage]:
    """The passages of a document, in the order of its text."""
    return (
        sa.select(DocumentPassage)
        .where(DocumentPassage.document_id == document_id)
        .order_by(DocumentPassage.start)
    )


@dataclass(frozen=True)
class Outcome:
    """What a document gives: excerpts by nature, how many were corrected and left out."""

    by_nature: dict[Nature, int]
    corrected: int
    dropped: int

    @property
    def kept(self) -> int:
        return sum(self.by_nature.values())


def outcome_of(session: Session, document_id: uuid.UUID) -> Outcome:
    """What would enter the corpus if the document was validated as it stands, or what did."""
    is_corrected = DocumentPassage.corrected.is_not(None)
    rows = session.execute(
        sa.select(DocumentPassage.nature, DocumentPassage.is_dropped, is_corrected, sa.func.count())
        .where(DocumentPassage.document_id == document_id)
        .group_by(DocumentPassage.nature, DocumentPassage.is_dropped, is_corrected)
    ).all()
    kept = [(nature, number) for nature, dropped, _, number in rows if not dropped]
    natures = {nature: sum(n for one, n in kept if one is nature) for nature in Nature}
    return Outcome(
        by_nature={nature: number for nature, number in natures.items() if number},
        corrected=sum(n for _, dropped, corrected, n in rows if corrected and not dropped),
        dropped=sum(n for _, dropped, _, n in rows if dropped),
    )


def following_passage(session: Session, passage: DocumentPassage) -> DocumentPassage | None:
    """The passage after this one in its document."""
    return session.scalar(
        passages_in_order(passage.document_id).where(DocumentPassage.start > passage.start).limit(1)
    )


def passages_before(
    session: Session, document_id: uuid.UUID, start: int | None = None
) -> tuple[int, int]:
    """How many passages there are, before a place of the text or in all, and where they end."""
    found = sa.select(sa.func.count(), sa.func.coalesce(sa.func.max(DocumentPassage.end), 0)).where(
        DocumentPassage.document_id == document_id
    )
    if start is not None:
        found = found.where(DocumentPassage.start < start)
    number, end = session.execute(found).one()
    return number, end


def table_of_document(session: Session, document: Document) -> RoomTable | None:
    """The table whose notes it holds, where it was told."""
    return session.get(RoomTable, document.table_id) if document.table_id else None


def name_of(session: Session, account_id: uuid.UUID | None) -> str:
    """Who did it, by name; empty for somebody who is not known."""
    return (
        session.scalar(sa.select(Account.name).where(Account.id == account_id)) or ""
        if account_id
        else ""
    )
