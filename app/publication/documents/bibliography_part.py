"""The bibliography of a consultation as the last chapter of a document."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.publication.documents.noted import line_of_citation
from app.references.citing import cite
from app.references.queries import all_references
from app.references.services import description_of
from documents.writing import Bullets, Heading, PageBreak, Part


def bibliography(session: Session, consultation_id: uuid.UUID) -> tuple[Part, ...]:
    """Every reference by author; nothing where there is none."""
    cited = tuple(
        line_of_citation(str(cite(replace(description_of(one), tags=()))))
        for one in all_references(session, consultation_id)
    )
    if not cited:
        return ()
    return (PageBreak(), Heading(1, _("Annex: bibliography"), "bibliography"), Bullets(cited))
