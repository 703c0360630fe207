"""Reading findings, needs and candidate actions: the list, and what one of them is linked to."""

from __future__ import annotations

import enum
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.stems import stems
from app.models import ACCEPTED, EvidenceLink, NodeState, Point, PointKind, PointState, StrategyNode
from app.strategy.decisions import is_in_force
from app.strategy.evidence_members import Weight, members_of_points, weights_of
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

MOST_FOUND = 1000
"""Points whose titles are compared with the words of a search."""


class Only(enum.StrEnum):
    """To which points a list is narrowed."""

    WITHOUT_EVIDENCE = "without-evidence"
    WITHOUT_OBJECTIVE = "without-objective"
    SET_ASIDE = "set-aside"


@dataclass(frozen=True)
class PointLine:
    """A point in a list, on how much it rests, and the objectives to which it leads."""

    id: uuid.UUID
    kind: PointKind
    state: PointState
    title: str
    reason: str
    weight: Weight
    objectives: tuple[tuple[str, str], ...]
    """Code and title of each."""


def point_of(session: Session, consultation_id: uuid.UUID, point_id: uuid.UUID) -> Point | None:
    """A point of this consultation."""
    return session.scalar(
        sa.select(Point).where(Point.id == point_id, Point.consultation_id == consultation_id)
    )


def points_page(
    session: Session,
    consultation_id: uuid.UUID,
    kind: PointKind,
    *,
    only: Only | None = None,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[PointLine]:
    """The points of a kind, the newest first; those set aside only where they are asked for."""
    cursor = cursor or Cursor()
    state = PointState.SET_ASIDE if only is Only.SET_ASIDE else PointState.OPEN
    found = sa.select(Point).where(
        Point.consultation_id == consultation_id, Point.kind == kind, Point.state == state
    )
    if only is Only.WITHOUT_EVIDENCE:
        found = found.where(~_has(EvidenceLink.point_id == Point.id))
    if only is Only.WITHOUT_OBJECTIVE:
        leads = (EvidenceLink.from_point_id == Point.id, EvidenceLink.node_id.is_not(None))
        found = found.where(~_has(*leads))
    found = paged(found, Point.id, cursor, cursor.as_uuid(), size=size, descending=True)
    page = make_page(session.scalars(found).all(), cursor, size=size, key_of=lambda point: point.id)
    return Page(tuple(_lines(session, page.rows)), page.previous_key, page.next_key)


def _has(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a point has an accepted link."""
    return (
        sa.exists()
        .where(EvidenceLink.status.in_(ACCEPTED), is_in_force(), *conditions)
        .correlate(Point)
    )


def _lines(session: Session, points: Sequence[Point]) -> list[PointLine]:
    ids = [point.id for point in points]
    weights = weights_of(session, members_of_points(ids))
    objectives: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for point_id, code, title in session.execute(
        sa.select(EvidenceLink.from_point_id, StrategyNode.code, StrategyNode.title)
        .join(StrategyNode, EvidenceLink.node_id == StrategyNode.id)
        .where(
            EvidenceLink.from_point_id.in_(ids),
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            StrategyNode.state == NodeState.OPEN,
        )
        .order_by(StrategyNode.position)
    ):
        objectives[point_id].append((code, title))
    return [
        PointLine(
            id=point.id,
            kind=point.kind,
            state=point.state,
            title=point.title,
            reason=point.reason,
            weight=weights.get(point.id, Weight()),
            objectives=tuple(objectives.get(point.id, ())),
        )
        for point in points
    ]


def counts_of(session: Session, consultation_id: uuid.UUID) -> dict[PointKind, int]:
    """How many points of each kind are in use."""
    found = session.execute(
        sa.select(Point.kind, sa.func.count())
        .where(Point.consultation_id == consultation_id, Point.state == PointState.OPEN)
        .group_by(Point.kind)
    )
    return dict(found.all())


def points_to_choose(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    words: str = "",
    without: uuid.UUID | None = None,
    size: int = PAGE_SIZE,
) -> list[Point]:
    """Points in use to which evidence may be added, the newest first: those whose title holds all
    of these words, in any of their forms."""
    found = (
        sa.select(Point)
        .where(Point.consultation_id == consultation_id, Point.state == PointState.OPEN)
        .order_by(Point.id.desc())
    )
    if without is not None:
        found = found.where(Point.id != without)
    wanted = set(stems(words))
    if not wanted:
        return list(session.scalars(found.limit(size)))
    points = session.scalars(found.limit(MOST_FOUND))
    return [point for point in points if wanted <= set(stems(point.title))][:size]
