"""The action plan as a version freezes it. Figures of indicators are texts: no database rounds
them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Indicator,
    Plan,
    PlanAction,
    PlanActionObjective,
    PlanActionPartner,
    StrategyNode,
)

ByRow = dict[uuid.UUID, list[Any]]


def plan_content(session: Session, plan: Plan) -> dict[str, Any]:
    """The plan with its actions, in its order."""
    rows = session.execute(
        sa.select(PlanAction, StrategyNode.code)
        .join(StrategyNode, PlanAction.node_id == StrategyNode.id)
        .where(PlanAction.plan_id == plan.id)
        .order_by(PlanAction.position, PlanAction.id)
    ).all()
    ids = [action.id for action, _code in rows]
    objectives, partners = _objectives(session, ids), _partners(session, ids)
    indicators = _indicators(session, [action.node_id for action, _code in rows])
    return {
        "id": plan.id.hex,
        "number": plan.number,
        "title": plan.title,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "actions": [
            {
                **_own_values(action),
                "code": code,
                "objectives": objectives[action.id],
                "partners": partners[action.id],
                "indicators": indicators[action.node_id],
            }
            for action, code in rows
        ],
    }


def _own_values(action: PlanAction) -> dict[str, Any]:
    return {
        "id": action.node_id.hex,
        "title": action.title,
        "description": action.description,
        "state": action.state.value,
        "reason": action.reason,
        "fate": action.fate.value,
        "fate_reason": action.fate_reason,
        "is_specific": action.is_specific,
        "territories": [str(one) for one in action.territories],
        "kinds": [str(one) for one in action.kinds],
        "is_market": action.is_market,
        "starts_on": _day(action.starts_on),
        "ends_on": _day(action.ends_on),
        "budget": action.budget,
        "priority": action.priority,
        "weight": action.weight,
        "progress": action.progress,
    }


def _objectives(session: Session, ids: Sequence[uuid.UUID]) -> ByRow:
    found = session.execute(
        sa.select(PlanActionObjective.plan_action_id, StrategyNode.code)
        .join(StrategyNode, PlanActionObjective.node_id == StrategyNode.id)
        .where(PlanActionObjective.plan_action_id.in_(ids))
        .order_by(PlanActionObjective.plan_action_id, StrategyNode.position)
    )
    return _gathered((row.plan_action_id, row.code) for row in found)


def _partners(session: Session, ids: Sequence[uuid.UUID]) -> ByRow:
    found = session.scalars(
        sa.select(PlanActionPartner)
        .where(PlanActionPartner.plan_action_id.in_(ids))
        .order_by(
            PlanActionPartner.plan_action_id, PlanActionPartner.position, PlanActionPartner.id
        )
    )
    return _gathered(
        (one.plan_action_id, {"part": one.part.value, "name": one.name, "amount": one.amount})
        for one in found
    )


def _indicators(session: Session, node_ids: Sequence[uuid.UUID]) -> ByRow:
    found = session.scalars(
        sa.select(Indicator)
        .where(Indicator.node_id.in_(node_ids), ~Indicator.is_dropped)
        .order_by(Indicator.node_id, Indicator.position, Indicator.id)
    )
    return _gathered(
        (
            one.node_id,
            {
                "name": one.name,
                "unit": one.unit,
                "baseline": _figure(one.baseline),
                "baseline_on": _day(one.baseline_on),
                "target": _figure(one.target),
                "target_on": _day(one.target_on),
                "source": one.source,
            },
        )
        for one in found
    )


def _gathered(pairs: Any) -> ByRow:
    by_row: ByRow = defaultdict(list)
    for key, value in pairs:
        by_row[key].append(value)
    return by_row


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(figure: Decimal | None) -> str | None:
    """Without the noughts at its end, which one database keeps and another does not."""
    return None if figure is None else f"{figure.normalize():f}"
