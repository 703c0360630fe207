"""What may be linked: excerpts of the corpus, themes of the codebook, points in use, lines of the
strategy, all of one consultation."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    NodeState,
    Pair,
    Point,
    PointState,
    Strategy,
    StrategyNode,
    Theme,
    ThemeState,
)
from app.models.turns import wait_for_codebook
from app.strategy.decisions import is_in_force


class NotInConsultation(LookupError):
    """What would be linked does not belong to this consultation."""


class LinkRefused(ValueError):
    """Both are there, and cannot be linked."""


class ExcerptWithdrawn(LinkRefused):
    """The excerpt left the corpus."""


class ThemeNotApproved(LinkRefused):
    """The theme was set aside."""


class PointIsAside(LinkRefused):
    """The finding, need or action was set aside."""


class PointOfItself(LinkRefused):
    """A point is no evidence of itself."""


class GoesInCircles(LinkRefused):
    """The end is evidence of the source already, perhaps through other points."""


def linkable_excerpt(
    session: Session, consultation_id: uuid.UUID, excerpt_id: uuid.UUID
) -> Contribution:
    """Whose words an excerpt is.

    Raises:
        NotInConsultation, ExcerptWithdrawn: it cannot be linked.
    """
    excerpt = session.scalar(
        sa.select(Excerpt)
        .options(joinedload(Excerpt.contribution))
        .where(Excerpt.id == excerpt_id, Excerpt.consultation_id == consultation_id)
    )
    if excerpt is None:
        raise NotInConsultation
    if excerpt.contribution.state not in IN_CORPUS:
        raise ExcerptWithdrawn
    return excerpt.contribution


def refuse_unless_in_strategy(
    session: Session, consultation_id: uuid.UUID, node_id: uuid.UUID
) -> None:
    """Raises NotInConsultation for a line of another strategy, or one that was set aside."""
    found = (
        sa.select(StrategyNode.id)
        .join(Strategy, StrategyNode.strategy_id == Strategy.id)
        .where(
            StrategyNode.id == node_id,
            StrategyNode.state == NodeState.OPEN,
            Strategy.consultation_id == consultation_id,
        )
    )
    if session.scalar(found) is None:
        raise NotInConsultation


def refuse_unless_approved(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID
) -> None:
    """A theme counts by the one for which it stands now, and stays so until the end of the
    transaction.

    Raises:
        NotInConsultation, ThemeNotApproved: it cannot be linked.
    """
    wait_for_codebook(session, consultation_id, to_change=False)
    standing = aliased(Theme)
    state = session.scalar(
        sa.select(standing.state)
        .select_from(Theme)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(Theme.id == theme_id, Theme.consultation_id == consultation_id)
    )
    if state is None:
        raise NotInConsultation
    if state is not ThemeState.APPROVED:
        raise ThemeNotApproved


def refuse_unless_in_use(session: Session, consultation_id: uuid.UUID, point_id: uuid.UUID) -> None:
    """It stays in use until the end of the transaction.

    Raises:
        NotInConsultation, PointIsAside: the point cannot be linked.
    """
    state = session.scalar(
        sa.select(Point.state)
        .where(Point.id == point_id, Point.consultation_id == consultation_id)
        .with_for_update(read=True)
    )
    if state is None:
        raise NotInConsultation
    if state is not PointState.OPEN:
        raise PointIsAside


def refuse_circles(session: Session, pair: Pair, status: EvidenceStatus) -> None:
    """Raises GoesInCircles where the source rests on the end already."""
    if pair.from_point_id is None or pair.point_id is None or status not in ACCEPTED:
        return
    reached = sa.select(sa.literal(pair.point_id, sa.Uuid()).label("id")).cte(
        "reached", recursive=True
    )
    onwards = (
        sa.select(EvidenceLink.point_id)
        .join(reached, EvidenceLink.from_point_id == reached.c.id)
        .where(EvidenceLink.point_id.is_not(None), EvidenceLink.status.in_(ACCEPTED), is_in_force())
    )
    reached = reached.union(onwards)
    if session.scalar(sa.select(reached.c.id).where(reached.c.id == pair.from_point_id)):
        raise GoesInCircles
