"""What an address of these pages names, or "not found"."""

from __future__ import annotations

import uuid

from flask import abort

from app.extensions import current_session
from app.models import DocumentTemplate
from app.publication.documents import queries
from app.publication.documents.permissions import may_make_documents
from app.publication.documents.queries import MadeLine
from app.web.guard import current_consultation, current_role


def line_or_404(document_id: uuid.UUID) -> MadeLine:
    """A document; one that is not public does not exist for others than the team."""
    line = queries.document_of(current_session(), current_consultation().id, document_id)
    if line is None or line.made.kind not in queries.WRITTEN:
        abort(404)
    if not line.made.is_public and not may_make_documents(current_role()):
        abort(404)
    return line


def template_or_404(template_id: uuid.UUID) -> DocumentTemplate:
    found = queries.template_of(current_session(), current_consultation().id, template_id)
    return found or abort(404)
