"""The action plan of the demonstration: actions of the strategy of 2016, with made-up figures."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import (
    ActionState,
    OrganisationKind,
    PartnerPart,
    PlanAction,
    PlanState,
    Point,
    Strategy,
    StrategyNode,
)
from app.strategy.plans.action_lines import Party
from app.strategy.plans.adding import put_lines, put_point
from app.strategy.plans.changing import change
from app.strategy.plans.indicators.following import (
    Measured,
    Terms,
    add_indicator,
    measure,
)
from app.strategy.plans.making import Terms as PlanTerms
from app.strategy.plans.making import make_plan
from app.strategy.plans.values import Values
from app.strategy.writing.history import Writer

STEPS = (ActionState.ADOPTED, ActionState.UNDER_WAY, ActionState.DONE)
"""Those that an action goes through; one that stopped was under way."""


def load_action_plan(
    session: Session,
    *,
    strategy_id: uuid.UUID,
    account_id: uuid.UUID,
    nodes: Mapping[str, uuid.UUID],
) -> None:
    """Make the plan, put its actions in, say how far each is."""
    file = files.read("action-plan.yaml")
    terms = {name: file[name] for name in ("title", "starts_on", "ends_on", "report_every", "note")}
    strategy = session.get_one(Strategy, strategy_id)
    plan = make_plan(session, strategy, PlanTerms(**terms), key="demonstration")
    keys = (f"demonstration-{number}" for number in count(1))

    def by() -> Writer:
        return Writer(account_id, next(keys))

    rows = {
        one.node_id: one for one in put_lines(session, by(), plan, _ids(nodes, file["actions"]))
    }
    put = [(rows[nodes[one["code"]]], one) for one in file["actions"]]
    candidate = file["candidate"]
    point = session.scalars(
        sa.select(Point).where(
            Point.consultation_id == strategy.consultation_id, Point.title == candidate["title"]
        )
    ).one()
    under = nodes[candidate["under"]]
    put.append((put_point(session, by(), plan, point, parent_id=under), candidate))
    for action, told in put:
        values = _values(told, nodes, file["note_of_actions"])
        change(session, by(), action, values, action.version)
        for step in _steps(told):
            change(session, by(), action, step, action.version)
        _follow(session, action, told, account_id)
    plan.state = PlanState.IN_FORCE  # the decision that says so comes with the bodies


def _ids(nodes: Mapping[str, uuid.UUID], told: list[dict[str, Any]]) -> list[uuid.UUID]:
    return [nodes[one["code"]] for one in told]


def _values(told: dict[str, Any], nodes: Mapping[str, uuid.UUID], note: str) -> Values:
    funders = told.get("funders", ())
    return Values(
        description=note,
        objectives=tuple(nodes[code] for code in told["objectives"]),
        partners=(
            Party(PartnerPart.LEAD, told["lead"]),
            *(Party(PartnerPart.PARTNER, name) for name in told.get("partners", ())),
            *(Party(PartnerPart.FUNDER, one["name"], amount=one["amount"]) for one in funders),
        ),
        is_specific="territories" in told or "kinds" in told,
        territories=tuple(told.get("territories", ())),
        kinds=tuple(OrganisationKind(one) for one in told.get("kinds", ())),
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        budget=told["budget"],
        is_market=told.get("is_market", False),
        weight=told.get("weight", 1),
    )


def _steps(told: dict[str, Any]) -> list[Values]:
    """From step to step as far as the action is."""
    state = ActionState(told["state"])
    if state is ActionState.PROPOSED:
        return []
    stops = state is ActionState.STOPPED
    last = STEPS.index(ActionState.UNDER_WAY if stops else state)
    steps = [Values(state=one) for one in STEPS[: last + 1]]
    if "progress" in told:
        steps.append(Values(progress=told["progress"]))
    return [*steps, Values(state=state, reason=told["reason"])] if stops else steps


def _follow(
    session: Session, action: PlanAction, told: dict[str, Any], account_id: uuid.UUID
) -> None:
    node = session.get_one(StrategyNode, action.node_id)
    for one in told.get("indicators", ()):
        terms = Terms(
            name=one["name"],
            unit=one["unit"],
            baseline=Decimal(one["baseline"]),
            baseline_on=one["baseline_on"],
            target=Decimal(one["target"]),
            target_on=one["target_on"],
            source=one["source"],
        )
        indicator = add_indicator(session, node, terms)
        for day, value in one["measures"].items():
            key = f"demonstration-{day}"
            measured = Measured(day, Decimal(value))
            measure(session, indicator, measured, account_id=account_id, key=key)
