"""Putting actions into a plan: a possible action of the strategy, a candidate action that rests on
what people said, or a new one. In each case the action is a line of the strategy."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    NodeKind,
    NodeState,
    Plan,
    PlanAction,
    PlanActionObjective,
    PlanState,
    Point,
    PointKind,
    Strategy,
    StrategyNode,
)
from app.models.turns import ChangedMeanwhile, wait_for_others
from app.strategy.citing import without_marks
from app.strategy.evidence import Decider, keep
from app.strategy.linkable import NotInConsultation
from app.strategy.plans.changing import PlanIsClosed, event_of, part_of, sent_keys, told_before
from app.strategy.plans.priorities import frozen_ranks, nodes_of_points
from app.strategy.plans.queries import consultation_of
from app.strategy.writing.history import Writer
from app.strategy.writing.lines import add_line

MOST_ACTIONS = 2_000


class PlanIsFull(ValueError):
    """It holds `MOST_ACTIONS`: nobody follows more."""


class NoActionOfStrategy(LookupError):
    """The line is no action, was set aside, or stands in another strategy."""


def put_lines(
    session: Session, by: Writer, plan: Plan, node_ids: Iterable[uuid.UUID]
) -> list[PlanAction]:
    """Actions of the strategy, into a plan; those that stand in it already are left as they are.

    Raises:
        NoActionOfStrategy, PlanIsClosed, PlanIsFull: nothing was stored.
    """
    _wait_while_open(session, plan)
    wanted = list(dict.fromkeys(node_ids))
    found = session.scalars(
        sa.select(StrategyNode)
        .where(
            StrategyNode.id.in_(wanted),
            StrategyNode.strategy_id == plan.strategy_id,
            StrategyNode.kind == NodeKind.ACTION,
            StrategyNode.state == NodeState.OPEN,
        )
        .order_by(StrategyNode.position)
    ).all()
    if len(found) < len(wanted):
        raise NoActionOfStrategy
    there = {
        one.node_id: one
        for one in session.scalars(sa.select(PlanAction).where(PlanAction.plan_id == plan.id))
    }
    # What this sending put in, and left the plan since, is not put in again by it.
    keys = {node.id: part_of(by, node.id).key for node in found if node.id not in there}
    sent = sent_keys(session, plan.id, keys.values())
    new = [node for node in found if node.id in keys and keys[node.id] not in sent]
    if len(there) + len(new) > MOST_ACTIONS:
        raise PlanIsFull(plan.id)
    if new:
        last = max((one.position for one in there.values()), default=0)
        there |= _put(session, by, plan, new, first=last + 1)
    return [there[node.id] for node in found if node.id in there]


def put_point(
    session: Session, by: Writer, plan: Plan, point: Point, *, parent_id: uuid.UUID
) -> PlanAction:
    """A candidate action, into a plan: it becomes a line of the strategy below another, for which
    it is evidence. One that is such a line already is put in as it is.

    Raises:
        app.strategy.linkable.LinkRefused, NotInConsultation: the candidate is no evidence any more.
        ChangedMeanwhile: it was put in by this sending, and left the plan since.
        PlanIsClosed, PlanIsFull, and as `add_line`.
    """
    strategy = session.get_one(Strategy, plan.strategy_id)
    wait_for_others(session, strategy)
    _wait_while_open(session, plan)
    node_id = nodes_of_points(session, strategy.id, [point.id]).get(point.id)
    if node_id is None:
        node_id = _line(session, by, strategy, parent_id, point.title, point.text).id
        decider = Decider(strategy.consultation_id, by.account_id)
        keep(session, decider, from_point_id=point.id, node_id=node_id)
    return _one(put_lines(session, by, plan, [node_id]))


def put_many(
    session: Session,
    by: Writer,
    plan: Plan,
    node_ids: Iterable[uuid.UUID],
    point_ids: Iterable[uuid.UUID],
    *,
    parent_id: uuid.UUID,
) -> int:
    """Several actions of the strategy and several candidates at once; how many they are. Raises
    as `put_lines` and `put_point`."""
    put = [
        put_point(session, part_of(by, one), plan, _point(session, plan, one), parent_id=parent_id)
        for one in point_ids
    ]
    return len({one.id for one in [*put, *put_lines(session, by, plan, node_ids)]})


def put_new(
    session: Session,
    by: Writer,
    plan: Plan,
    *,
    parent_id: uuid.UUID,
    title: str,
    text: str = "",
) -> PlanAction:
    """An action that nobody wrote yet, into the strategy and into a plan; sent twice, it is one.

    Raises:
        ChangedMeanwhile: it was put in by this sending, and left the plan since.
        PlanIsClosed, PlanIsFull, and as `add_line`.
    """
    strategy = session.get_one(Strategy, plan.strategy_id)
    wait_for_others(session, strategy)
    _wait_while_open(session, plan)
    node = _line(session, by, strategy, parent_id, title, text)
    return _one(put_lines(session, by, plan, [node.id]))


def _one(put: list[PlanAction]) -> PlanAction:
    if not put:
        raise ChangedMeanwhile
    return put[0]


def _point(session: Session, plan: Plan, point_id: uuid.UUID) -> Point:
    """A candidate action of the consultation of a plan. Raises NotInConsultation."""
    point = session.get(Point, point_id)
    if (
        point is None
        or point.kind is not PointKind.ACTION
        or point.consultation_id != consultation_of(session, plan)
    ):
        raise NotInConsultation
    return point


def _line(
    session: Session,
    by: Writer,
    strategy: Strategy,
    parent_id: uuid.UUID,
    title: str,
    text: str,
) -> StrategyNode:
    return add_line(
        session,
        by,
        strategy=strategy,
        parent_id=parent_id,
        kind=NodeKind.ACTION,
        title=title,
        text=text,
    )


def _wait_while_open(session: Session, plan: Plan) -> None:
    wait_for_others(session, plan)
    if plan.state is PlanState.CLOSED:
        raise PlanIsClosed(plan.id)


def _put(
    session: Session, by: Writer, plan: Plan, nodes: Sequence[StrategyNode], *, first: int
) -> dict[uuid.UUID, PlanAction]:
    """The actions of some lines, from a place on, by line; as few queries as for one."""
    ids = [node.id for node in nodes]
    ranks = frozen_ranks(session, consultation_of(session, plan)).by_node
    told = told_before(session, plan.id, ids)
    made = {
        node.id: PlanAction(
            plan_id=plan.id,
            node_id=node.id,
            position=place,
            title=node.title,
            description=without_marks(node.text),
            territories=[],
            kinds=[],
            priority=ranks.get(node.id),
            version=1 + told[node.id],
        )
        for place, node in enumerate(nodes, start=first)
    }
    session.add_all(made.values())
    session.flush()
    served = _objectives_above(session, nodes)
    for node in nodes:
        above, changes = served.get(node.parent_id), _first_told(made[node.id])
        if above is not None:
            session.add(PlanActionObjective(plan_action_id=made[node.id].id, node_id=above.id))
            changes["objectives"] = [[], [above.code]]
        session.add(event_of(part_of(by, node.id), made[node.id], changes))
    session.flush()
    return made


def _objectives_above(
    session: Session, nodes: Iterable[StrategyNode]
) -> dict[uuid.UUID | None, StrategyNode]:
    """The objectives below which some lines stand, by identifier."""
    found = session.scalars(
        sa.select(StrategyNode).where(
            StrategyNode.id.in_({node.parent_id for node in nodes if node.parent_id}),
            StrategyNode.kind == NodeKind.OBJECTIVE,
        )
    )
    return {one.id: one for one in found}


def _first_told(action: PlanAction) -> dict[str, Any]:
    """What the history tells first of an action."""
    told: dict[str, Any] = {"title": [None, action.title]}
    if action.priority is not None:
        told["priority"] = [None, action.priority]
    return told
