"""An action leaves a plan in preparation, with a reason: what was done with it there stays told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Plan,
    PlanAction,
    PlanActionObjective,
    PlanActionPartner,
    PlanEvent,
    PlanState,
    StrategyNode,
)
from app.models.turns import ChangedMeanwhile, wait_for_others
from app.strategy.plans.changing import was_sent
from app.strategy.plans.values import ActionRefused, Fault
from app.strategy.writing.history import Writer

MOST_TOLD = 50
LEFT = "left"
"""What an event says that tells why an action left: [title, reason]."""


class NotInPreparation(ValueError):
    """The plan is in force, or ended: its actions are stopped, for a reason that all read."""


def leave(session: Session, by: Writer, plan: Plan, node_id: uuid.UUID, *, version: int) -> None:
    """Take an action out of a plan in preparation; `by.reason` says why. It stays a line of the
    strategy, with its indicators, and may be put in again. Sent twice, it is done once.

    Raises:
        NotInPreparation: nothing leaves this plan.
        ChangedMeanwhile: it was changed since `version` was shown, or it left.
        app.strategy.plans.values.ActionRefused: no reason is given.
    """
    wait_for_others(session, plan)
    if was_sent(session, plan.id, by.key):
        return
    if plan.state is not PlanState.DRAFT:
        raise NotInPreparation(plan.id)
    if not by.reason.strip():
        raise ActionRefused({"reason": Fault.NO_REASON})
    of_it = sa.and_(PlanAction.plan_id == plan.id, PlanAction.node_id == node_id)
    row = session.scalar(sa.select(PlanAction).where(of_it))
    if row is None or row.version != version:
        raise ChangedMeanwhile(node_id)
    told = [row.title, by.reason.strip()]
    _delete(session, row.id, node_id)
    session.add(
        PlanEvent(
            plan_id=plan.id,
            node_id=node_id,
            key=by.key,
            changes={LEFT: told},
            account_id=by.account_id,
        )
    )
    # What was made from the plan as it was, such as carrying all over, is something else now.
    plan.version += 1
    session.flush()


def _delete(session: Session, action_id: uuid.UUID, node_id: uuid.UUID) -> None:
    """Its row goes; what was done with it is told of its line from now on."""
    ours: Any
    for ours in (PlanActionObjective, PlanActionPartner):
        session.execute(sa.delete(ours).where(ours.plan_action_id == action_id))
    session.execute(
        sa.update(PlanEvent)
        .where(PlanEvent.plan_action_id == action_id)
        .values(plan_action_id=None, node_id=node_id)
    )
    session.execute(sa.delete(PlanAction).where(PlanAction.id == action_id))


@dataclass(frozen=True)
class Leaving:
    """An action that left; `who` is empty where the account is no more."""

    code: str
    title: str
    reason: str
    who: str
    left_at: dt.datetime


def left_of(session: Session, plan_id: uuid.UUID) -> Sequence[Leaving]:
    """The last actions that left a plan and stand in it no more, the latest first."""
    is_there = sa.exists().where(
        PlanAction.plan_id == PlanEvent.plan_id, PlanAction.node_id == PlanEvent.node_id
    )
    rows = session.execute(
        sa.select(PlanEvent.changes, PlanEvent.created_at, StrategyNode.code, Account.name)
        .join(StrategyNode, PlanEvent.node_id == StrategyNode.id)
        .outerjoin(Account, PlanEvent.account_id == Account.id)
        .where(PlanEvent.plan_id == plan_id, ~is_there)
        .order_by(PlanEvent.id.desc())
    ).all()
    told = []
    for changes, moment, code, who in rows:
        if LEFT in changes:
            title, reason = changes[LEFT]
            told.append(Leaving(code, title, reason, who or "", moment))
    return list({one.code: one for one in reversed(told)}.values())[::-1][:MOST_TOLD]
