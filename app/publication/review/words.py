"""The words that a review quotes, as they may be read at this moment."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus.verbatims import select_verbatims
from app.models import Contribution, ContributionState, Excerpt


@dataclass(frozen=True)
class ShownWords:
    text: str
    where: str


def words_of(
    session: Session, consultation_id: uuid.UUID, excerpts: Sequence[uuid.UUID]
) -> dict[str, ShownWords]:
    """By excerpt (hexadecimal), those that everybody may read."""
    if not excerpts:
        return {}
    found = select_verbatims().where(
        Excerpt.id.in_(excerpts),
        Excerpt.consultation_id == consultation_id,
        Contribution.state == ContributionState.PUBLISHED,
    )
    return {
        row.excerpt_id.hex: ShownWords(
            " ".join(row.text.split()),
            ", ".join(part for part in (row.activity_title, row.location) if part),
        )
        for row in session.execute(found)
    }
