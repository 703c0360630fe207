"""What tells that what the themes of a codebook hold is to be counted again."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.strategy.coverage.changes import changes_in_corpus
from app.themes.coding.learning import last_round


def changes_in_themes(session: Session, consultation_id: uuid.UUID) -> object:
    """What tells it of the corpus, and the round that made the proposals of the machine."""
    learned = last_round(session, consultation_id)
    return changes_in_corpus(session, consultation_id), learned and learned.id
