"""The page of a point: one of its views, and nothing that the others need."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import EvidenceLink, Point, Run, Strategy, StrategyNode
from app.strategy.evidence_members import Weight, members_of_points, weights_of
from app.strategy.evidence_queries import (
    Decision,
    Evidence,
    decisions_from,
    point_evidence_page,
)
from app.strategy.objectives_near import NearObjective, looked_at_of, near_objectives
from app.strategy.points.offered import Offered, offered_for
from app.strategy.points.sources import (
    LinkedPoint,
    LinkedTheme,
    points_ahead,
    points_behind,
    themes_of_point,
)
from app.strategy.queries import objectives_of
from app.web.paging import Cursor, Page


class PointView(enum.StrEnum):
    EVIDENCE = "evidence"
    OFFERED = "offered"
    OBJECTIVES = "objectives"


@dataclass(frozen=True)
class EvidenceShown:
    """On what a point rests."""

    page: Page[Evidence]
    themes: tuple[LinkedTheme, ...]
    behind: tuple[LinkedPoint, ...]


@dataclass(frozen=True)
class ObjectivesShown:
    """Where a point leads, and where the machine would have it lead."""

    decided: tuple[Decision, ...]
    near: tuple[NearObjective, ...]
    ahead: tuple[LinkedPoint, ...]
    objectives: tuple[StrategyNode, ...]


@dataclass(frozen=True)
class PointShown:
    """A point with one of its views; the others are empty."""

    weight: Weight
    evidence: EvidenceShown | None = None
    offered: Offered | None = None
    objectives: ObjectivesShown | None = None


def shown_of(
    session: Session,
    point: Point,
    view: PointView,
    *,
    strategy: Strategy | None,
    run: Run | None,
    words: str = "",
    cursor: Cursor | None = None,
) -> PointShown:
    """What a page shows of a point. `words` search evidence to offer."""
    members = members_of_points([point.id])
    weight = weights_of(session, members).get(point.id, Weight())
    match view:
        case PointView.EVIDENCE:
            return PointShown(weight, evidence=_evidence(session, point, cursor))
        case PointView.OFFERED:
            return PointShown(weight, offered=offered_for(session, point, run=run, words=words))
        case PointView.OBJECTIVES:
            shown = _objectives(session, point, strategy=strategy, run=run)
            return PointShown(weight, objectives=shown)


def _evidence(session: Session, point: Point, cursor: Cursor | None) -> EvidenceShown:
    return EvidenceShown(
        page=point_evidence_page(session, point.id, cursor=cursor),
        themes=tuple(themes_of_point(session, point.id)),
        behind=tuple(points_behind(session, point.id)),
    )


def _objectives(
    session: Session, point: Point, *, strategy: Strategy | None, run: Run | None
) -> ObjectivesShown:
    decided = decisions_from(session, EvidenceLink.from_point_id, [point.id])[point.id]
    near: dict[uuid.UUID, list[NearObjective]] = {}
    if run is not None and run.strategy_id is not None:
        near = near_objectives(
            session,
            run,
            looked_at_of(session, members_of_points([point.id])),
            {point.id: point.title},
            without={point.id: frozenset(one.node_id for one in decided)},
        )
    return ObjectivesShown(
        decided=tuple(decided),
        near=tuple(near.get(point.id, ())),
        ahead=tuple(points_ahead(session, point.id)),
        objectives=tuple(objectives_of(session, strategy.id)) if strategy else (),
    )
