"""The rows that say what the text of a line cites: they follow from its marks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Citation, Excerpt, Reference, StrategyNode
from app.strategy.citing import Cited, cited_in


def keep_citations(session: Session, node: StrategyNode, consultation_id: uuid.UUID) -> None:
    """Write what the text of a line cites now, each source once, in its order. A mark that names
    nothing of this consultation stays in the text and cites nothing."""
    session.execute(sa.delete(Citation).where(Citation.node_id == node.id))
    cited = cited_in(node.text)
    excerpts = _excerpts(session, consultation_id, cited)
    references = _references(session, consultation_id, cited)
    session.add_all(
        Citation(
            node_id=node.id,
            position=position,
            excerpt_id=one.excerpt_id,
            reference_id=references.get(one.reference_key or ""),
        )
        for position, one in enumerate(cited)
        if one.excerpt_id in excerpts or one.reference_key in references
    )
    session.flush()


def _excerpts(
    session: Session, consultation_id: uuid.UUID, cited: Iterable[Cited]
) -> set[uuid.UUID]:
    ids = [one.excerpt_id for one in cited if one.excerpt_id]
    found = sa.select(Excerpt.id).where(
        Excerpt.consultation_id == consultation_id, Excerpt.id.in_(ids)
    )
    return set(session.scalars(found)) if ids else set()


def _references(
    session: Session, consultation_id: uuid.UUID, cited: Iterable[Cited]
) -> dict[str, uuid.UUID]:
    keys = [one.reference_key for one in cited if one.reference_key]
    found = sa.select(Reference.key, Reference.id).where(
        Reference.consultation_id == consultation_id, Reference.key.in_(keys)
    )
    return {row.key: row.id for row in session.execute(found)} if keys else {}
