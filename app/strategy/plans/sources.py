"""What an action of the strategy rests on."""

from __future__ import annotations

import uuid
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
    points = session.execute(
        sa.select(Point.id, Point.title)
        .join(EvidenceLink, EvidenceLink.from_point_id == Point.id)
        .where(
            EvidenceLink.node_id == node_id,
            EvidenceLink.status.in_(ACCEPTED),
            is_in_force(),
            Point.state == PointState.OPEN,
        )
        .order_by(Point.id)
    )
    ways = ways_to_nodes(consultation_id)
    counted = sa.select(sa.func.count()).select_from(ways).where(ways.c.end_id == node_id)
    return RestsOn(
        tuple((point_id, title) for point_id, title in points), session.scalar(counted) or 0
    )
