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
    said = session.execute(
        sa.select(Excerpt.id, EXCERPT_TEXT)
        .join(Excerpt.contribution)
        .where(
            Contribution.consultation_id == decider.consultation_id,
            Contribution.state == ContributionState.PUBLISHED,
        )
        .order_by(Excerpt.id)
    ).all()
    for one in files.read("became.yaml")["decisions"]:
        excerpt_id = next(id_ for id_, text in said if one["words"] in text)
        pair = pair_of({"excerpt_id": excerpt_id, "node_id": nodes[one["node"]]})
        status = EvidenceStatus(one["status"])
        decide(session, decider, pair, status, motive=one.get("motive", ""))
