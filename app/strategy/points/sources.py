"""What a point rests on besides single excerpts, and where it leads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    ExcerptTheme,
    Point,
    PointKind,
    PointState,
    Theme,
    ThemeState,
)
from app.strategy.decisions import is_in_force


@dataclass(frozen=True)
class LinkedTheme:
    """A theme of the codebook that is evidence of a point, as it was linked and as it is called
    now, with the excerpts that people gave it."""

    linked_id: uuid.UUID
    theme_id: uuid.UUID
    title: str
    status: EvidenceStatus
    excerpts: int


@dataclass(frozen=True)
class LinkedPoint:
    """Another point that is linked to a point."""

    id: uuid.UUID
    kind: PointKind
    title: str
    status: EvidenceStatus


def themes_of_point(session: Session, point_id: uuid.UUID) -> list[LinkedTheme]:
    """The themes on which a point rests."""
    standing, merged = aliased(Theme), aliased(Theme)
    excerpts = (
        sa.select(sa.func.count(sa.distinct(ExcerptTheme.excerpt_id)))
        .join(merged, ExcerptTheme.theme_id == merged.id)
        .join(Excerpt, ExcerptTheme.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(merged.stands_for_id == standing.id, Contribution.state.in_(IN_CORPUS))
        .correlate(standing)
        .scalar_subquery()
    )
    found = (
        sa.select(Theme.id, standing.id, standing.title, EvidenceLink.status, excerpts)
        .select_from(EvidenceLink)
        .join(Theme, EvidenceLink.theme_id == Theme.id)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(
            EvidenceLink.point_id == point_id,
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            standing.state == ThemeState.APPROVED,
        )
        .order_by(standing.title, Theme.id)
    )
    return [LinkedTheme(*row) for row in session.execute(found)]


def points_behind(session: Session, point_id: uuid.UUID) -> list[LinkedPoint]:
    """The points on which a point rests."""
    return _linked(session, EvidenceLink.from_point_id, EvidenceLink.point_id == point_id)


def points_ahead(session: Session, point_id: uuid.UUID) -> list[LinkedPoint]:
    """The points that rest on a point."""
    return _linked(session, EvidenceLink.point_id, EvidenceLink.from_point_id == point_id)


def _linked(
    session: Session,
    other: sa.orm.InstrumentedAttribute[uuid.UUID | None],
    of_it: sa.ColumnElement[bool],
) -> list[LinkedPoint]:
    found = (
        sa.select(Point.id, Point.kind, Point.title, EvidenceLink.status)
        .join(EvidenceLink, other == Point.id)
        .where(
            of_it,
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            Point.state == PointState.OPEN,
        )
        .order_by(Point.id)
    )
    return [LinkedPoint(*row) for row in session.execute(found)]
