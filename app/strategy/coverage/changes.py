"""What tells that what became of the words of a consultation is to be counted again."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.queries import changes_in_size
from app.models import (
    Coding,
    EvidenceLink,
    NodeRevision,
    OrphanAnswer,
    Point,
    Strategy,
)
from app.themes.coding.learning import codebook_number


def changes_in_corpus(session: Session, consultation_id: uuid.UUID) -> tuple[object, ...]:
    """How many contributions each state has, the newest of each kind of act that changes what
    became of anything, and how often points and the codebook changed."""
    newest = [
        sa.select(table.id)
        .where(table.consultation_id == consultation_id)
        .order_by(table.id.desc())
        .limit(1)
        .scalar_subquery()
        for table in (EvidenceLink, OrphanAnswer, Coding)
    ]
    worded = (
        sa.select(NodeRevision.id)
        .join(Strategy, NodeRevision.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id)
        .order_by(NodeRevision.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    points = (
        sa.select(sa.func.sum(Point.version))
        .where(Point.consultation_id == consultation_id)
        .scalar_subquery()
    )
    acts = session.execute(sa.select(*newest, worded, points)).one()
    return (
        changes_in_size(session, consultation_id),
        *acts,
        codebook_number(session, consultation_id),
    )
