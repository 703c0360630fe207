"""Reading the links: those that wait for a decision, and the evidence of an objective."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    ACCEPTED,
    Account,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    NodeState,
    Run,
    StrategyNode,
    Suggestion,
)
from app.strategy.decisions import has_decision, is_in_force
from app.web.paging import Cursor, Page, make_page, paged

REVIEW_PAGE = 10


@dataclass(frozen=True)
class Decision:
    """A decision in force, and who made it."""

    node_id: uuid.UUID
    code: str
    title: str
    status: EvidenceStatus
    motive: str
    who: str
    made_at: dt.datetime


@dataclass(frozen=True)
class Proposal:
    """A link that the machine proposes."""

    suggestion_id: uuid.UUID
    node_id: uuid.UUID
    code: str
    title: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewItem(Verbatim):
    """An excerpt with the best proposal for it, the others, and what was decided."""

    position: int
    best: Proposal
    others: tuple[Proposal, ...]
    decisions: tuple[Decision, ...]


def review_page(
    session: Session,
    run: Run,
    *,
    node_id: uuid.UUID | None = None,
    decided: bool = False,
    cursor: Cursor | None = None,
    size: int = REVIEW_PAGE,
) -> Page[ReviewItem]:
    """The proposals of a run, the surest first: those that wait, or those decided upon."""
    cursor = cursor or Cursor()
    found = (
        select_verbatims(Suggestion.position)
        .join(Suggestion, Suggestion.excerpt_id == Excerpt.id)
        .join(StrategyNode, Suggestion.node_id == StrategyNode.id)
        .where(
            Suggestion.run_id == run.id,
            Suggestion.rank == 1,
            has_decision(Suggestion.excerpt_id)
            if decided
            else sa.and_(
                ~has_decision(Suggestion.excerpt_id), StrategyNode.state == NodeState.OPEN
            ),
        )
    )
    if node_id is not None:
        found = found.where(Suggestion.node_id == node_id)
    found = paged(found, Suggestion.position, cursor, cursor.as_int(), size=size)
    rows = session.execute(found).all()
    ids = [row.excerpt_id for row in rows]
    proposals = _proposals(session, run.id, ids)
    decisions = decisions_on(session, ids)
    items = [
        ReviewItem(
            **row._asdict(),
            best=proposals[row.excerpt_id][0],
            others=tuple(proposals[row.excerpt_id][1:]),
            decisions=tuple(decisions[row.excerpt_id]),
        )
        for row in rows
    ]
    return make_page(items, cursor, size=size, key_of=lambda item: item.position)


def _proposals(
    session: Session, run_id: uuid.UUID, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Proposal]]:
    found = session.execute(
        sa.select(Suggestion, StrategyNode.code, StrategyNode.title)
        .join(StrategyNode, Suggestion.node_id == StrategyNode.id)
        .where(
            Suggestion.run_id == run_id,
            Suggestion.excerpt_id.in_(excerpt_ids),
            # The first one is what the excerpt is listed for.
            sa.or_(Suggestion.rank == 1, StrategyNode.state == NodeState.OPEN),
        )
        .order_by(Suggestion.excerpt_id, Suggestion.rank)
    )
    proposals: dict[uuid.UUID, list[Proposal]] = defaultdict(list)
    for suggestion, code, title in found:
        proposals[suggestion.excerpt_id].append(
            Proposal(
                suggestion_id=suggestion.id,
                node_id=suggestion.node_id,
                code=code,
                title=title,
                score=suggestion.score,
                words=tuple(suggestion.words),
            )
        )
    return proposals


def decisions_on(
    session: Session, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Decision]]:
    """The decisions in force on some excerpts, in the order of the strategy."""
    return decisions_from(session, EvidenceLink.excerpt_id, excerpt_ids)


def decisions_from(
    session: Session,
    source: sa.orm.InstrumentedAttribute[Any],
    ids: Sequence[uuid.UUID],
) -> dict[uuid.UUID, list[Decision]]:
    """The decisions in force on the lines of the strategy to which some sources lead, in its order.

    `source` is the column of `EvidenceLink` that names them.
    """
    found = session.execute(
        sa.select(source, StrategyNode, EvidenceLink, Account.name)
        .select_from(EvidenceLink)
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .outerjoin(Account, EvidenceLink.account_id == Account.id)
        .where(source.in_(ids), is_in_force())
        .order_by(StrategyNode.position)
    )
    decisions: dict[uuid.UUID, list[Decision]] = defaultdict(list)
    for source_id, node, link, who in found:
        decisions[source_id].append(
            Decision(
                node.id, node.code, node.title, link.status, link.motive, who or "", link.created_at
            )
        )
    return decisions


@dataclass(frozen=True, kw_only=True)
class Evidence(Verbatim):
    """An excerpt accepted for an objective, and who accepted it."""

    link_id: uuid.UUID
    status: EvidenceStatus
    who: str | None
    made_at: dt.datetime


def evidence_page(
    session: Session, node_id: uuid.UUID, *, cursor: Cursor | None = None, size: int = 25
) -> Page[Evidence]:
    """The excerpts accepted for a node, the newest decision first."""
    return _evidence_page(session, EvidenceLink.node_id == node_id, cursor or Cursor(), size)


def point_evidence_page(
    session: Session, point_id: uuid.UUID, *, cursor: Cursor | None = None, size: int = 25
) -> Page[Evidence]:
    """The excerpts accepted for a finding, need or action, the newest decision first."""
    return _evidence_page(session, EvidenceLink.point_id == point_id, cursor or Cursor(), size)


def _evidence_page(
    session: Session, of_it: sa.ColumnElement[bool], cursor: Cursor, size: int
) -> Page[Evidence]:
    found = (
        select_verbatims(
            EvidenceLink.id.label("link_id"),
            EvidenceLink.status,
            Account.name.label("who"),
            EvidenceLink.created_at.label("made_at"),
        )
        .join(EvidenceLink, EvidenceLink.excerpt_id == Excerpt.id)
        .outerjoin(Account, EvidenceLink.account_id == Account.id)
        .where(of_it, EvidenceLink.status.in_(ACCEPTED), is_in_force())
    )
    found = paged(found, EvidenceLink.id, cursor, cursor.as_uuid(), size=size, descending=True)
    evidence = [Evidence(**row._asdict()) for row in session.execute(found)]
    return make_page(evidence, cursor, size=size, key_of=lambda one: one.link_id)
