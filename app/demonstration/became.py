"""What the writer of the demonstration decided of public words: kept, said otherwise, set aside."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import EXCERPT_TEXT
from app.demonstration import files
from app.models import Contribution, ContributionState, EvidenceStatus, Excerpt
from app.strategy.evidence import Decider, decide, pair_of


def load_became(session: Session, decider: Decider, nodes: Mapping[str, uuid.UUID]) -> None:
    """Decide of excerpts that everybody may read, each found by its first words."""
    said = PublicWords(session, decider.consultation_id)
    for one in files.read("became.yaml")["decisions"]:
        pair = pair_of({"excerpt_id": said[one["words"]], "node_id": nodes[one["node"]]})
        status = EvidenceStatus(one["status"])
        decide(session, decider, pair, status, motive=one.get("motive", ""))


class PublicWords:
    """Excerpts that everybody may read, each found by some of its words."""

    def __init__(self, session: Session, consultation_id: uuid.UUID) -> None:
        self._said = session.execute(
            sa.select(Excerpt.id, EXCERPT_TEXT)
            .join(Excerpt.contribution)
            .where(
                Contribution.consultation_id == consultation_id,
                Contribution.state == ContributionState.PUBLISHED,
            )
            .order_by(Excerpt.id)
        ).all()

    def __getitem__(self, words: str) -> uuid.UUID:
        return next(id_ for id_, text in self._said if words in text)
