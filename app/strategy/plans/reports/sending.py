"""A lead says how far an action is: the report is kept, and the action is so."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ActionState, Indicator, PlanAction, ProgressReport
from app.models.turns import wait_for_others
from app.models.types import now, today
from app.strategy.plans.changing import change
from app.strategy.plans.indicators.following import Measured, measure
from app.strategy.plans.values import LONGEST_TEXT, ActionRefused, Fault, Values
from app.strategy.writing.history import Writer


class AlreadySent(ValueError):
    """Somebody sent this report before."""


@dataclass(frozen=True)
class Said:
    """`figures`: by indicator of the action, what it is today."""

    state: ActionState
    progress: int
    text: str = ""
    reason: str = ""
    figures: Mapping[uuid.UUID, Decimal] = field(default_factory=dict)


def send_report(
    session: Session,
    report: ProgressReport,
    said: Said,
    *,
    account_id: uuid.UUID,
    version: int,
) -> None:
    """Keep a report and let its action be what it says; `version` is that of the action which the
    form showed. The same person sends it twice: it is sent once.

    Raises:
        AlreadySent: somebody else sent it.
        app.models.turns.ChangedMeanwhile, app.strategy.plans.values.ActionRefused,
        app.strategy.plans.changing.PlanIsClosed: the action cannot be so; nothing is kept.
    """
    wait_for_others(session, report)
    if report.sent_at is not None:
        if report.account_id != account_id:
            raise AlreadySent(report.id)
        return
    if len(said.text) > LONGEST_TEXT:
        raise ActionRefused({"text": Fault.TOO_LONG})
    key = f"report-{report.id.hex}"
    action = session.get_one(PlanAction, report.plan_action_id)
    values = Values(state=said.state, progress=said.progress, reason=said.reason)
    change(session, Writer(account_id, key), action, values, version)
    _measure(session, action, said, account_id, key)
    report.sent_at, report.account_id = now(), account_id
    report.state, report.progress, report.text = action.state, action.progress, said.text
    report.version += 1
    session.flush()


def _measure(
    session: Session, action: PlanAction, said: Said, account_id: uuid.UUID, key: str
) -> None:
    found = session.scalars(
        sa.select(Indicator).where(
            Indicator.node_id == action.node_id, Indicator.id.in_(list(said.figures))
        )
    ).all()
    for one in found:
        measured = Measured(today(), said.figures[one.id])
        measure(session, one, measured, account_id=account_id, key=key)
