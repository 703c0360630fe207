"""A document poured into a template that is kept here."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.originals import OriginalLost
from app.jobs.progress import Progress
from app.jobs.runner import JobFailure
from app.models import DocumentTemplate
from app.storage.opening import current_store
from documents.templating import TemplateRefused, filled_apart, values_of
from documents.writing import Document


def filled(
    session: Session, template_id: uuid.UUID, document: Document, progress: Progress
) -> bytes:
    """The DOCX.

    Raises:
        JobFailure: the template is lost, or cannot be filled in.
    """
    template = session.get_one(DocumentTemplate, template_id)
    values = values_of(document)
    try:
        with originals.on_disk(current_store(), template.sha256) as path:
            return filled_apart(path, values, while_waiting=lambda: progress(0.6, "write"))
    except OriginalLost:
        raise JobFailure("original_lost") from None
    except TemplateRefused as refused:
        raise JobFailure("template", **told(refused)) from None


def told(refused: TemplateRefused) -> dict[str, Any]:
    """What a job keeps of a refusal, for its sentence."""
    return {"fault": refused.fault.value, "detail": refused.detail}
