"""A reference list to take away: the same columns as those that are read again."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.organisations.lists.entries import ReferenceEntries
from app.publication.sheets import Rows, Sheet
from app.web.labels import label


def list_sheet(known: ReferenceEntries) -> Sheet:
    """The sheet of a list."""

    def rows(_session: Session, _consultation_id: uuid.UUID) -> Rows:
        for entry in known.entries:
            family = entry.family.value if entry.family else ""
            yield entry.code, entry.label, family, entry.parent

    headings = ("code", "label", "family", "parent")
    return Sheet(known.kind.value, label(known.kind), headings, rows)
