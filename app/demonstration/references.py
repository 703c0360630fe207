"""The documentary watch of the demonstration: what was read, and what is quoted from it."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import Nature, ReferenceKind
from app.references.author_lines import authors_of_lines
from app.references.description import LIMITS, Description, tidied
from app.references.quoting import quote
from app.references.services import add


def load_references(session: Session, *, consultation_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """Fill in the bibliography; words are quoted from the documents that were made up only."""
    file = files.read("references.yaml")
    for document in [*file["references"], *file["fictional"]]:
        reference = add(
            session,
            consultation_id=consultation_id,
            account_id=account_id,
            described=_described(document),
        )
        for quoted in document.get("quotes", ()):
            quote(
                session,
                reference,
                account_id=account_id,
                text=quoted["text"],
                page=quoted["page"],
                nature=Nature(quoted["nature"]),
                activity_title=file["activity"],
            )


def _described(document: dict[str, Any]) -> Description:
    texts: dict[str, Any] = {name: document[name] for name in LIMITS if name in document}
    return tidied(
        Description(
            kind=ReferenceKind(document["kind"]),
            authors=authors_of_lines("\n".join(document["authors"])),
            tags=tuple(document["tags"]),
            **texts,
        )
    )
