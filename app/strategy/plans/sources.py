"""What an action of the strategy rests on."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ACCEPTED, EvidenceLink, Point, PointState
from app.strategy.decisions import is_in_force
from app.strategy.ways import ways_to_nodes


@dataclass(frozen=True)
class RestsOn:
    """Points (candidate actions, needs…) by identifier with their titles, and how many excerpts
    lead to it by whatever way."""

    points: tuple[tuple[uuid.UUID, str], ...]
    excerpts: int


def rests_on(session: Session, consultation_id: uuid.UUID, node_id: uuid.UUID) -> RestsOn:
    return sources_of(session, consultation_id, [node_id])[node_id]


def sources_of(
    session: Session, consultation_id: uuid.UUID, node_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, RestsOn]:
    """What each of some actions rests on: two queries."""
    if not node_ids:
        return {}
    points: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    for node_id, point_id, title in session.execute(
        sa.select(EvidenceLink.node_id, Point.id, Point.title)
        .join(EvidenceLink, EvidenceLink.from_point_id == Point.id)
        .where(
            EvidenceLink.node_id.in_(node_ids),
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            Point.state == PointState.OPEN,
        )
        .order_by(Point.id)
    ):
        points[node_id].append((point_id, title))
    ways = ways_to_nodes(consultation_id)
    counted = sa.select(ways.c.end_id, sa.func.count()).where(ways.c.end_id.in_(node_ids))
    excerpts = dict(session.execute(counted.group_by(ways.c.end_id)).all())
    return {id_: RestsOn(tuple(points[id_]), excerpts.get(id_, 0)) for id_ in node_ids}
