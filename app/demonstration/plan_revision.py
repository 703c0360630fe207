"""The revision of the action plan of the demonstration in 2018, adopted by its conference."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import (
    ActionFate,
    ActionState,
    Body,
    Decision,
    DecisionKind,
    Meeting,
    PartnerPart,
    Plan,
    PlanAction,
    Strategy,
)
from app.strategy.governance.deciding import Wanted, decide
from app.strategy.plans.action_lines import Party
from app.strategy.plans.adding import put_lines
from app.strategy.plans.changing import change
from app.strategy.plans.making import Terms, make_plan
from app.strategy.plans.queries import action_of
from app.strategy.plans.reports.owed import open_due, reports_of
from app.strategy.plans.reports.sending import Said, send_report
from app.strategy.plans.revising.carrying import carry_all, close_ended, decide_fate
from app.strategy.plans.values import Values
from app.strategy.writing.history import Writer

WRITTEN = ("starts_on", "ends_on", "budget", "territories")


def load_plan_revision(
    session: Session,
    *,
    strategy_id: uuid.UUID,
    account_id: uuid.UUID,
    nodes: Mapping[str, uuid.UUID],
) -> Plan:
    """Make the second plan, say what becomes of each action of the first, have it adopted."""
    file = files.read("plan-revision.yaml")
    terms = {name: file[name] for name in ("title", "starts_on", "ends_on", "report_every", "note")}
    strategy = session.get_one(Strategy, strategy_id)
    plan = make_plan(session, strategy, Terms(**terms), key="demonstration-revision")
    keys = (f"demonstration-{number}" for number in count(1))

    def fate_of(told: dict[str, Any], fate: ActionFate) -> PlanAction:
        by = Writer(account_id, next(keys))
        return decide_fate(session, by, plan, nodes[told["code"]], fate, told["reason"])

    for one in file["changed"]:
        action = fate_of(one, ActionFate.CHANGED)
        change(session, Writer(account_id, next(keys)), action, _values(one), action.version)
    for one in file["closed"]:
        fate_of(one, ActionFate.CLOSED)
    close_ended(session, Writer(account_id, next(keys)), plan)
    carry_all(session, Writer(account_id, next(keys)), plan)
    for one in file["added"]:
        by = Writer(account_id, next(keys))
        action = put_lines(session, by, plan, [nodes[one["code"]]])[0]
        objectives = tuple(nodes[code] for code in one["objectives"])
        values = Values(**_values(one), objectives=objectives)
        change(session, Writer(account_id, next(keys)), action, values, action.version)
    _adopt(session, strategy.consultation_id, plan, file["decision"], account_id)
    begun = action_of(session, plan.id, file["begun"])
    if begun is not None:
        by = Writer(account_id, next(keys))
        change(session, by, begun, Values(state=ActionState.UNDER_WAY, progress=10), begun.version)
    open_due(session, plan, file["reports_due"])
    _report(session, plan, file["sent"], account_id)
    _begin_next(session, strategy, file, Writer(account_id, next(keys)), nodes)
    return plan


def _begin_next(
    session: Session,
    strategy: Strategy,
    file: Mapping[str, Any],
    by: Writer,
    nodes: Mapping[str, uuid.UUID],
) -> None:
    """The plan after, in preparation: one action of it has its fate."""
    plan = make_plan(session, strategy, Terms(**file["next"]), key="demonstration-next")
    told = file["next_changed"]
    decide_fate(session, by, plan, nodes[told["code"]], ActionFate.CHANGED, told["reason"])


def _report(session: Session, plan: Plan, told: dict[str, Any], account_id: uuid.UUID) -> None:
    owed = next(one for one in reports_of(session, plan.id) if one.code == told["code"])
    said = Said(owed.action.state, told["progress"], told["text"])
    version = owed.action.version
    send_report(session, owed.report, said, account_id=account_id, version=version)


def _values(told: dict[str, Any]) -> Values:
    values = Values()
    for name in WRITTEN:
        if name in told:
            values[name] = tuple(told[name]) if name == "territories" else told[name]  # type: ignore[literal-required]
    if "lead" in told:
        values["partners"] = (Party(PartnerPart.LEAD, told["lead"]),)
    return values


def _adopt(
    session: Session,
    consultation_id: uuid.UUID,
    plan: Plan,
    told: dict[str, Any],
    account_id: uuid.UUID,
) -> Decision:
    body = session.scalars(
        sa.select(Body).where(
            Body.consultation_id == consultation_id, Body.key == f"demonstration-{told['body']}"
        )
    ).one()
    meeting = session.scalars(
        sa.select(Meeting).where(
            Meeting.body_id == body.id, Meeting.key == f"demonstration-{told['day']}"
        )
    ).one()
    votes_for, votes_against, abstentions = told["votes"]
    wanted = Wanted(
        body_id=body.id,
        meeting_id=meeting.id,
        kind=DecisionKind.ADOPT_PLAN,
        decided_on=told["day"],
        title=told["title"],
        text=told["text"],
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        plan_id=plan.id,
    )
    return decide(
        session, consultation_id, wanted, account_id=account_id, key="demonstration-revision"
    )
