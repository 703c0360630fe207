"""A plan in preparation, which the team alone reads, with an action that stopped."""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.models import (
    ActionState,
    Indicator,
    Measure,
    NodeKind,
    PartnerPart,
    Plan,
    PlanAction,
    PlanActionPartner,
    PlanImport,
    ProgressReport,
    Strategy,
    StrategyNode,
)
from tests.security.markers import TEAM, Markers

ACTION = "ACT"
"""The code of the action."""


def add_plan(
    session: Session, mark: Markers, strategy: Strategy, node: StrategyNode
) -> dict[str, Any]:
    """The first plan of a strategy, in preparation, with an action under a line of it."""
    done = StrategyNode(
        strategy_id=strategy.id,
        parent_id=node.id,
        kind=NodeKind.ACTION,
        code=ACTION,
        title="Action",
        position=99,
    )
    session.add(done)
    session.flush()
    plan = Plan(
        strategy_id=strategy.id,
        number=1,
        key=secrets.token_hex(32),
        title=mark("plan.title", TEAM),
        note=mark("plan.note", TEAM),
        starts_on=dt.date(2016, 11, 28),
        ends_on=dt.date(2018, 11, 30),
    )
    indicator = Indicator(
        node_id=done.id,
        name=mark("indicator.name", TEAM),
        unit=mark.plain("indicator.unit", TEAM),
        source=mark("indicator.source", TEAM),
        baseline=Decimal(1),
    )
    session.add_all([plan, indicator])
    session.flush()
    action = PlanAction(
        plan_id=plan.id,
        node_id=done.id,
        position=1,
        title=mark("plan_action.title", TEAM),
        description=mark("plan_action.description", TEAM),
        state=ActionState.STOPPED,
        reason=mark("plan_action.reason", TEAM),
        fate_reason=mark("plan_action.fate_reason", TEAM),
        territories=[],
        kinds=[],
    )
    measure = Measure(
        indicator_id=indicator.id,
        key=secrets.token_hex(32),
        measured_on=dt.date(2017, 6, 30),
        value=Decimal(2),
        source=mark("measure.source", TEAM),
    )
    session.add_all([action, measure])
    session.flush()
    session.add(
        PlanActionPartner(
            plan_action_id=action.id,
            part=PartnerPart.LEAD,
            position=0,
            name=mark("plan_action_partner.name", TEAM),
        )
    )
    sheet = PlanImport(
        plan_id=plan.id,
        key=secrets.token_hex(32),
        filename=mark("plan_import.filename", TEAM),
        sha256=secrets.token_hex(32),
        rows=[],
        made_from="",
    )
    report = ProgressReport(
        plan_action_id=action.id,
        due_on=dt.date(2017, 5, 28),
        text=mark("progress_report.text", TEAM),
    )
    session.add_all([sheet, report])
    session.flush()
    return {"plan": plan, "indicator": indicator, "plan_import": sheet, "report": report}
