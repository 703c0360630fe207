"""A client's templates: tried when they come, kept, dropped."""

from __future__ import annotations

import uuid
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.models import DocumentTemplate, MadeKind
from app.models.turns import wait_for_consultation
from app.storage.store import Store
from documents.templating import TemplateRefused, filled_apart, values_of
from documents.writing import Bullets, Document, Figure, Heading, Paragraph, Quote, Table, words

MOST_TEMPLATES = 50
LARGEST = 10 * 2**20
"""Bytes."""
SECONDS = 10
"""Of the processor, for the trial."""
_SAMPLE = Document(
    title="Titre",
    subtitle="Sous-titre",
    parts=(
        Heading(1, "Chapitre"),
        Paragraph(words("Un paragraphe.")),
        Bullets((words("Un élément"),)),
        Quote(words("Une parole"), "Un atelier"),
        Table("Un tableau", ("Une colonne",), ((words("Une case"),),)),
        Figure('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>', "Un graphique"),
    ),
)


class TooManyTemplates(ValueError):
    """The consultation has `MOST_TEMPLATES` of them."""


def receive(
    session: Session,
    consultation_id: uuid.UUID,
    stream: BinaryIO,
    *,
    kind: MadeKind,
    title: str,
    filename: str,
    account_id: uuid.UUID | None,
    store: Store,
) -> DocumentTemplate:
    """Try a template with a sample and keep it. The same bytes for the same kind are kept once:
    sent again, they get the new title, and are offered again.

    Raises:
        TemplateRefused: it cannot be filled in; nothing is kept.
        app.corpus.originals.OriginalTooLarge, TooManyTemplates: nothing is kept.
    """
    original = originals.keep(stream, store, limit=LARGEST)
    try:
        with originals.on_disk(store, original.sha256) as path:
            filled_apart(path, values_of(_SAMPLE), seconds=SECONDS)
        template = _row(session, consultation_id, kind, original)
    except (TemplateRefused, TooManyTemplates):
        originals.let_go(original, store)
        raise
    name = originals.told_name(filename) or "modele.docx"
    template.title, template.filename = title or name, name
    template.account_id, template.is_dropped = account_id, False
    session.flush()
    return template


def _row(
    session: Session, consultation_id: uuid.UUID, kind: MadeKind, original: originals.Original
) -> DocumentTemplate:
    wait_for_consultation(session, consultation_id)
    ours = DocumentTemplate.consultation_id == consultation_id
    row = session.scalar(
        sa.select(DocumentTemplate).where(
            ours, DocumentTemplate.kind == kind, DocumentTemplate.sha256 == original.sha256
        )
    )
    if row is not None:
        return row
    count = sa.select(sa.func.count()).select_from(DocumentTemplate).where(ours)
    if (session.scalar(count.where(~DocumentTemplate.is_dropped)) or 0) >= MOST_TEMPLATES:
        raise TooManyTemplates(consultation_id)
    row = DocumentTemplate(
        consultation_id=consultation_id, kind=kind, sha256=original.sha256, size=original.size
    )
    session.add(row)
    return row


def drop(session: Session, template: DocumentTemplate) -> None:
    """Offer a template no more. Documents that were made with it stay as they are."""
    template.is_dropped = True
    session.flush()
