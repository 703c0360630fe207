"""What may be put into a plan: possible actions of the strategy, candidate actions of the desk."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import NodeKind, Point, PointKind, PointState
from app.strategy.plans.priorities import nodes_of_points
from app.strategy.queries import TreeNode

MOST_OFFERED = 200


@dataclass(frozen=True)
class Possible:
    """The actions of the strategy below one of its lines."""

    above: TreeNode | None
    actions: tuple[TreeNode, ...]


@dataclass(frozen=True)
class Candidate:
    id: uuid.UUID
    title: str
    is_line: bool
    """It is a line of the strategy already, which is put in as it is."""


def lines_below(tree: Iterable[TreeNode], depth: int = 0) -> Iterator[tuple[TreeNode, int]]:
    """The lines under which an action may be written, with how far in each stands."""
    for node in tree:
        if node.kind not in (NodeKind.ACTION, NodeKind.FINDING, NodeKind.NEED):
            yield node, depth
            yield from lines_below(node.children, depth + 1)


def possible_actions(
    tree: Iterable[TreeNode], without: Collection[uuid.UUID], above: TreeNode | None = None
) -> Iterator[Possible]:
    """The actions of the strategy that stand in no plan yet, under the line of each."""
    nodes = list(tree)
    here = [one for one in nodes if one.kind is NodeKind.ACTION and one.id not in without]
    if here:
        yield Possible(above, tuple(here))
    for node in nodes:
        yield from possible_actions(node.children, without, node)


def candidates(
    session: Session,
    consultation_id: uuid.UUID,
    strategy_id: uuid.UUID,
    *,
    without: Collection[uuid.UUID],
) -> list[Candidate]:
    """The newest candidate actions in use of which the line is none of `without`."""
    points = session.scalars(
        sa.select(Point)
        .where(
            Point.consultation_id == consultation_id,
            Point.kind == PointKind.ACTION,
            Point.state == PointState.OPEN,
        )
        .order_by(Point.id.desc())
        .limit(MOST_OFFERED)
    ).all()
    nodes = nodes_of_points(session, strategy_id, [one.id for one in points])
    return [
        Candidate(one.id, one.title, one.id in nodes)
        for one in points
        if nodes.get(one.id) not in without
    ]
