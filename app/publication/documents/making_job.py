"""The background part of a made document: the file first, then the row that leads to it."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.held_originals import forget_files
from app.jobs.progress import Progress
from app.jobs.runner import Work
from app.models import Consultation, JobState, MadeDocument, MadeFormat, MadeKind
from app.models.types import now
from app.publication.documents.building import built
from app.publication.documents.made_file import MadeFile, Maker
from app.publication.documents.queries import WRITTEN
from app.publication.documents.template_filling import filled
from app.publication.open_data.making import packed
from app.publication.typesetting import pdf_of
from app.storage.opening import current_store
from app.web.language import known_language
from documents.writing import PDF_TEMPLATE, Document, docx_of, odt_of, pdf_content

LARGEST = 500 * 2**20
"""Bytes of a file that is kept."""


def _pdf(document: Document) -> bytes:
    return pdf_of(PDF_TEMPLATE, pdf_content(document), is_printable=True)


WRITERS = {MadeFormat.DOCX: docx_of, MadeFormat.ODT: odt_of, MadeFormat.PDF: _pdf}


def written(session: Session, made: MadeDocument, progress: Progress) -> MadeFile:
    """A document to read, by itself or poured into a client's template."""
    document, cited = built(session, made)
    progress(0.5, "write")
    if made.template_id is not None:
        content = filled(session, made.template_id, document, progress)
    else:
        content = WRITERS[made.format](document)
    return MadeFile(io.BytesIO(content), cited)


MAKERS: dict[MadeKind, Maker] = {**dict.fromkeys(WRITTEN, written), MadeKind.OPEN_DATA: packed}
"""Who makes which kind of document."""


@dataclass(frozen=True)
class _Kept:
    original: originals.Original
    filename: str
    cited: list[str]
    began: dt.datetime


def _compute(session: Session, document_id: uuid.UUID, progress: Progress) -> _Kept | None:
    """Make the file and keep it. None where the document was removed meanwhile."""
    made = session.get(MadeDocument, document_id)
    if made is None:
        return None
    began = now()
    progress(0.05, "gather")
    with force_locale(known_language(made.language)):
        file = MAKERS[made.kind](session, made, progress)
    slug = session.get_one(Consultation, made.consultation_id).slug
    with file.content as content:
        original = originals.keep(content, current_store(), limit=LARGEST)
    return _Kept(
        original,
        f"{slug}-{made.kind.value.replace('_', '-')}-{now().date()}.{made.format.value}",
        file.cited,
        began,
    )


def _store(session: Session, document_id: uuid.UUID, kept: _Kept | None) -> None:
    if kept is None:
        return
    made = session.get(MadeDocument, document_id, with_for_update=True)
    if made is None:
        originals.let_go(kept.original, current_store())
        return
    former, made.sha256 = made.sha256, kept.original.sha256
    made.size, made.filename, made.cited = kept.original.size, kept.filename, kept.cited
    # From when on its words may have changed: the moment before they were read.
    made.made_at, made.trouble = kept.began, {}
    if former != made.sha256:
        forget_files(session, [former], current_store())


def _give_up(session: Session, document_id: uuid.UUID, state: JobState) -> None:
    """Its page reads from the job why it failed; the file that was made before stays."""


WORK = Work(_compute, _store, _give_up)
