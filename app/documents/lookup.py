"""The document that an address names, and the address of a document."""

from __future__ import annotations

import uuid

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from app.documents.queries import document_of
from app.extensions import current_session
from app.models import Document, DocumentKind
from app.web.guard import current_consultation
from app.workshops.queries import workshop_of
from app.workshops.syntheses.lookup import may_validate_here


def document_or_404(document_id: uuid.UUID) -> Document:
    return document_of(current_session(), current_consultation().id, document_id) or abort(404)


def may_stand_behind(document: Document) -> bool:
    """A synthesis is validated by those who may validate a written one of its workshop."""
    if document.kind is not DocumentKind.SYNTHESIS:
        return True
    workshop = workshop_of(current_session(), current_consultation().id, document.activity.code)
    return workshop is None or may_validate_here(workshop)


def to_document(
    document: Document, after: str | None = None, anchor: str | None = None
) -> ResponseReturnValue:
    """Lead to the page of a document, after a passage and to a place in it."""
    slug = current_consultation().slug
    return redirect(
        url_for("documents.show", slug=slug, document_id=document.id, after=after, _anchor=anchor)
    )
