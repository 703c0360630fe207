"""Reports of progress that are owed: opened by the calendar, and by whom they may be sent."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    ActionFate,
    ActionState,
    Consultation,
    Mandate,
    MandateState,
    PartnerPart,
    Plan,
    PlanAction,
    PlanActionPartner,
    PlanState,
    ProgressReport,
    Strategy,
    StrategyNode,
)
from app.models.turns import wait_for_others
from app.strategy.plans.reports.calendar import last_due

MOST_OWED = 200
"""Of one person on one page."""


@dataclass(frozen=True)
class Owed:
    """A report with its action, and whose it is to send."""

    report: ProgressReport
    action: PlanAction
    code: str
    plan: Plan
    consultation: Consultation
    lead: str
    organisation_id: uuid.UUID | None


def open_due(session: Session, plan: Plan, day: dt.date) -> int:
    """Open the reports that are due by the calendar, one for each action under way with a lead:
    how many are new. Only those of the last day that was due are owed: a report tells where an
    action is, and takes the place of those that nobody sent."""
    wait_for_others(session, plan)
    due = last_due(plan.starts_on, plan.ends_on, plan.report_every, day)
    if plan.state is not PlanState.IN_FORCE or due is None:
        return 0
    known = sa.exists().where(
        ProgressReport.plan_action_id == PlanAction.id, ProgressReport.due_on == due
    )
    found = session.scalars(
        sa.select(PlanAction.id)
        .join(PlanActionPartner, PlanActionPartner.plan_action_id == PlanAction.id)
        .where(
            PlanAction.plan_id == plan.id,
            PlanAction.state == ActionState.UNDER_WAY,
            PlanAction.fate != ActionFate.CLOSED,
            PlanActionPartner.part == PartnerPart.LEAD,
            ~known,
        )
    ).all()
    session.add_all(ProgressReport(plan_action_id=one, due_on=due) for one in found)
    session.flush()
    return len(found)


def owed_by(session: Session, account_id: uuid.UUID) -> list[Owed]:
    """What the organisations owe for which a person speaks, in every consultation."""
    held = sa.select(Mandate.organisation_id).where(
        Mandate.account_id == account_id, Mandate.state == MandateState.HELD
    )
    return _found(session, _is_owed(), PlanActionPartner.organisation_id.in_(held))


def owed_in(session: Session, consultation_id: uuid.UUID) -> list[Owed]:
    """What is owed in a consultation, the longest due first."""
    return _found(session, _is_owed(), Strategy.consultation_id == consultation_id, most=None)


def reports_of(session: Session, plan_id: uuid.UUID) -> list[Owed]:
    """The reports of a plan that are owed or were sent, the longest due first."""
    is_shown = sa.or_(_is_owed(), ProgressReport.sent_at.is_not(None))
    return _found(session, is_shown, PlanAction.plan_id == plan_id, most=None)


def report_of(session: Session, report_id: uuid.UUID) -> Owed | None:
    return next(iter(_found(session, ProgressReport.id == report_id)), None)


def _is_owed() -> sa.ColumnElement[bool]:
    """Not sent, of a plan in force, and none of the same action was due after it."""
    later = aliased(ProgressReport)
    return sa.and_(
        ProgressReport.sent_at.is_(None),
        Plan.state == PlanState.IN_FORCE,
        PlanAction.state == ActionState.UNDER_WAY,
        ~sa.exists().where(
            later.plan_action_id == ProgressReport.plan_action_id,
            later.due_on > ProgressReport.due_on,
        ),
    )


def _found(
    session: Session, *which: sa.ColumnElement[bool], most: int | None = MOST_OWED
) -> list[Owed]:
    lead = sa.and_(
        PlanActionPartner.plan_action_id == PlanAction.id,
        PlanActionPartner.part == PartnerPart.LEAD,
    )
    rows = session.execute(
        sa.select(
            ProgressReport,
            PlanAction,
            StrategyNode.code,
            Plan,
            Consultation,
            sa.func.coalesce(PlanActionPartner.name, ""),
            PlanActionPartner.organisation_id,
        )
        .join(PlanAction, ProgressReport.plan_action_id == PlanAction.id)
        .join(StrategyNode, PlanAction.node_id == StrategyNode.id)
        .join(Plan, PlanAction.plan_id == Plan.id)
        .join(Strategy, Plan.strategy_id == Strategy.id)
        .join(Consultation, Strategy.consultation_id == Consultation.id)
        .outerjoin(PlanActionPartner, lead)
        .where(*which)
        .order_by(ProgressReport.due_on, ProgressReport.id)
        .limit(most)
    ).all()
    return [Owed(*row) for row in rows]
