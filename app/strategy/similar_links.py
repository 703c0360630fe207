"""Links that were accepted and look like a proposed one: what one decided before helps to decide.

Of each objective the newest `LOOKED_AT` accepted excerpts are compared, by the words that explain
the proposal: enough to find a few, and as quick with twenty thousand links as with fifty.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.stems import stems
from app.corpus.verbatims import EXCERPT_TEXT
from app.models import ACCEPTED, IN_CORPUS, Contribution, EvidenceLink, Excerpt
from app.strategy.decisions import is_in_force
from app.strategy.evidence_queries import ReviewItem

LOOKED_AT = 50
SHOWN = 3


@dataclass(frozen=True)
class AcceptedExcerpt:
    """An excerpt that is evidence for an objective."""

    excerpt_id: uuid.UUID
    contribution_id: uuid.UUID
    text: str


@dataclass(frozen=True)
class SimilarLink:
    """An accepted excerpt, and the words that it shares with the one proposed."""

    excerpt: AcceptedExcerpt
    shared: tuple[str, ...]


def similar_to_items(
    session: Session, items: Sequence[ReviewItem]
) -> dict[uuid.UUID, tuple[SimilarLink, ...]]:
    """By excerpt, the accepted links of the proposed objective that look most like it."""
    waiting = [item for item in items if not item.decisions]
    accepted = accepted_excerpts(session, {item.best.node_id for item in waiting})
    return {
        item.excerpt_id: most_alike(item.best.words, accepted[item.best.node_id])
        for item in waiting
    }


def most_alike(
    words: Iterable[str], excerpts: Iterable[AcceptedExcerpt]
) -> tuple[SimilarLink, ...]:
    """The excerpts that share most of these words, in whatever form; of as many, as they come."""
    by_stem = {stem: word for word in words for stem in stems(word)}
    found = []
    for excerpt in excerpts:
        shared = by_stem.keys() & set(stems(excerpt.text))
        if shared:
            named = dict.fromkeys(word for stem, word in by_stem.items() if stem in shared)
            found.append((len(shared), SimilarLink(excerpt, tuple(named))))
    found.sort(key=lambda one: -one[0])
    return tuple(link for _count, link in found[:SHOWN])


def accepted_excerpts(
    session: Session, node_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[AcceptedExcerpt]]:
    """The newest accepted excerpts of some lines of the strategy."""
    newest = [_newest_of(node_id) for node_id in node_ids]
    found: dict[uuid.UUID, list[AcceptedExcerpt]] = defaultdict(list)
    if newest:
        for node_id, excerpt_id, contribution_id, text in session.execute(sa.union_all(*newest)):
            found[node_id].append(AcceptedExcerpt(excerpt_id, contribution_id, text))
    return found


def _newest_of(node_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    newest = (
        sa.select(EvidenceLink.node_id, Excerpt.id, Excerpt.contribution_id, EXCERPT_TEXT)
        .select_from(EvidenceLink)
        .join(Excerpt, EvidenceLink.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            EvidenceLink.node_id == node_id,
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(EvidenceLink.id.desc())
        .limit(LOOKED_AT)
        .subquery()  # SQLite limits no part of a union by itself
    )
    return sa.select(newest)
