"""What people decide of the links between excerpts and the strategy. Rows are only ever added."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    IN_CORPUS,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    Pair,
    Strategy,
    StrategyNode,
    Suggestion,
)
from app.notifications.noticing import note_of_decision


class NotInConsultation(LookupError):
    """The excerpt or the node does not belong to this consultation."""


class MotiveMissing(ValueError):
    """Setting something aside needs a motive: its author may ask why."""


@dataclass(frozen=True)
class Decider:
    """Who decides, and in which consultation."""

    consultation_id: uuid.UUID
    account_id: uuid.UUID | None


def keep(
    session: Session,
    decider: Decider,
    *,
    excerpt_id: uuid.UUID,
    node_id: uuid.UUID,
    suggestion_id: uuid.UUID | None = None,
) -> EvidenceLink:
    """The excerpt is evidence for the node.

    Raises:
        NotInConsultation: one of them is not of this consultation.
    """
    return _add(session, decider, excerpt_id, node_id, EvidenceStatus.KEPT, "", suggestion_id)


def set_aside(
    session: Session,
    decider: Decider,
    *,
    excerpt_id: uuid.UUID,
    node_id: uuid.UUID,
    motive: str,
    suggestion_id: uuid.UUID | None = None,
) -> EvidenceLink:
    """The excerpt is not evidence for the node.

    Raises:
        MotiveMissing: there is no motive.
        NotInConsultation: one of them is not of this consultation.
    """
    if not motive.strip():
        raise MotiveMissing
    return _add(
        session, decider, excerpt_id, node_id, EvidenceStatus.SET_ASIDE, motive, suggestion_id
    )


def move(
    session: Session,
    decider: Decider,
    *,
    excerpt_id: uuid.UUID,
    from_node_id: uuid.UUID,
    to_node_id: uuid.UUID,
    motive: str,
    suggestion_id: uuid.UUID | None = None,
) -> EvidenceLink:
    """The excerpt is evidence, but for another node: two rows, of which the second is returned."""
    set_aside(
        session,
        decider,
        excerpt_id=excerpt_id,
        node_id=from_node_id,
        motive=motive,
        suggestion_id=suggestion_id,
    )
    return keep(session, decider, excerpt_id=excerpt_id, node_id=to_node_id)


def take_back(
    session: Session, decider: Decider, *, excerpt_id: uuid.UUID, node_id: uuid.UUID
) -> EvidenceLink:
    """Undo: the pair waits for a decision again. What was decided stays in the history."""
    return _add(session, decider, excerpt_id, node_id, EvidenceStatus.UNDECIDED, "", None)


def _add(
    session: Session,
    decider: Decider,
    excerpt_id: uuid.UUID,
    node_id: uuid.UUID,
    status: EvidenceStatus,
    motive: str,
    suggestion_id: uuid.UUID | None,
) -> EvidenceLink:
    pair = Pair(excerpt_id=excerpt_id, node_id=node_id)
    newest = session.scalar(
        sa.select(EvidenceLink)
        .where(EvidenceLink.pair == pair.key)
        .order_by(EvidenceLink.id.desc())
        .limit(1)
    )
    if newest is not None and (newest.status, newest.motive) == (status, motive):
        return newest  # the same decision sent twice is one decision
    contribution = _contribution_of(session, decider.consultation_id, excerpt_id, node_id)
    if suggestion_id is not None and not _is_about(session, suggestion_id, excerpt_id, node_id):
        raise NotInConsultation
    link = EvidenceLink(
        consultation_id=decider.consultation_id,
        excerpt_id=excerpt_id,
        node_id=node_id,
        suggestion_id=suggestion_id,
        account_id=decider.account_id,
        status=status,
        motive=motive,
    )
    session.add(link)
    session.flush()
    note_of_decision(session, contribution)
    return link


def _contribution_of(
    session: Session, consultation_id: uuid.UUID, excerpt_id: uuid.UUID, node_id: uuid.UUID
) -> Contribution:
    """Whose words are decided upon, where both are of this consultation."""
    contribution = session.scalar(
        sa.select(Contribution)
        .join(Excerpt, Excerpt.contribution_id == Contribution.id)
        .where(
            Excerpt.id == excerpt_id,
            Excerpt.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
    )
    node = session.scalar(
        sa.select(StrategyNode.id)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(StrategyNode.id == node_id, Strategy.consultation_id == consultation_id)
    )
    if contribution is None or node is None:
        raise NotInConsultation
    return contribution


def _is_about(
    session: Session, suggestion_id: uuid.UUID, excerpt_id: uuid.UUID, node_id: uuid.UUID
) -> bool:
    suggestion = session.get(Suggestion, suggestion_id)
    return suggestion is not None and (suggestion.excerpt_id, suggestion.node_id) == (
        excerpt_id,
        node_id,
    )
