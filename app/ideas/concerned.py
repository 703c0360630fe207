"""Whom something that happened to a contribution concerns: its author, and who supports it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Contribution, Idea, IdeaComment, IdeaSupport, Receipt


@dataclass(frozen=True)
class Concerned:
    """Those who may be told, each once: who takes part, and who left with a receipt only."""

    participant_ids: frozenset[uuid.UUID] = frozenset()
    receipt_ids: frozenset[uuid.UUID] = frozenset()


def concerned_by(session: Session, contribution_id: uuid.UUID) -> Concerned:
    """The author of a contribution; of an idea also its supporters, and the authors and supporters
    of the ideas that it leads, to whom what happens to it happens as well."""
    lead = sa.select(Idea.id).where(Idea.contribution_id == contribution_id)
    in_group = sa.or_(Idea.contribution_id == contribution_id, Idea.lead_id.in_(lead))
    ideas = sa.select(Idea.id).where(in_group)
    contributions = sa.or_(
        Contribution.id == contribution_id,
        Contribution.id.in_(sa.select(Idea.contribution_id).where(in_group)),
    )
    receipts = sa.select(Contribution.receipt_id).where(contributions)
    people: sa.CompoundSelect[Any] = sa.union(
        sa.select(Idea.participant_id).where(in_group),
        sa.select(IdeaSupport.participant_id).where(IdeaSupport.idea_id.in_(ideas)),
        sa.select(IdeaComment.participant_id).where(IdeaComment.contribution_id == contribution_id),
        sa.select(Receipt.participant_id).where(Receipt.id.in_(receipts)),
    )
    return Concerned(_known(session, people), _known(session, receipts))


def _known(session: Session, query: sa.Executable) -> frozenset[uuid.UUID]:
    return frozenset(one for one in session.scalars(query) if one is not None)
