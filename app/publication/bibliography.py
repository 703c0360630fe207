"""The bibliography as rows of a sheet."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.references.queries import all_references
from app.references.services import description_of
from app.web.labels import label


def references(session: Session, consultation_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
    """One row a reference, by author."""
    for reference in all_references(session, consultation_id):
        described = description_of(reference)
        yield (
            reference.key,
            label(reference.kind),
            " ; ".join(author.name for author in described.writers),
            " ; ".join(author.name for author in described.directors),
            described.title,
            described.year,
            described.container,
            described.publisher,
            described.place,
            described.isbn,
            described.doi,
            described.url,
            described.territory,
            ", ".join(described.tags),
            described.abstract,
        )
