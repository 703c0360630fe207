"""A sheet is kept as it came; what it changes is done once somebody says so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Indicator, Plan, PlanAction, PlanImport, PlanState, Strategy, StrategyNode
from app.models.turns import ChangedMeanwhile, wait_for_others
from app.models.types import new_id, now
from app.strategy.plans.adding import put_new
from app.strategy.plans.changing import PlanIsClosed, change, part_of
from app.strategy.plans.indicators.following import (
    NameTaken,
    TooManyIndicators,
    add_indicator,
    measure,
)
from app.strategy.plans.sheets.differing import preview_of, state_of
from app.strategy.plans.sheets.previewed import NewIndicator, Preview
from app.strategy.writing.history import Writer


class SheetIsWrong(ValueError):
    """Some of its rows cannot be taken: none is."""


@dataclass(frozen=True)
class Received:
    """A file that was read: its name, its digest, its rows."""

    filename: str
    sha256: str
    rows: tuple[dict[str, Any], ...]


def keep_sheet(session: Session, by: Writer, plan: Plan, received: Received) -> PlanImport:
    """Keep what a sheet says, to be looked at; sent twice, it is kept once."""
    wait_for_others(session, plan)
    there = session.scalar(
        sa.select(PlanImport).where(PlanImport.plan_id == plan.id, PlanImport.key == by.key)
    )
    if there is not None:
        return there
    kept = PlanImport(
        id=new_id(),
        plan_id=plan.id,
        account_id=by.account_id,
        key=by.key,
        filename=received.filename,
        sha256=received.sha256,
        rows=list(received.rows),
        made_from=state_of(session, plan),
    )
    session.add(kept)
    session.flush()
    return kept


def sheet_of(session: Session, plan: Plan, import_id: uuid.UUID) -> PlanImport | None:
    return session.scalar(
        sa.select(PlanImport).where(PlanImport.id == import_id, PlanImport.plan_id == plan.id)
    )


def apply(
    session: Session, by: Writer, plan: Plan, received: PlanImport, *, made_from: str
) -> Preview | None:
    """Do what a sheet says, all or nothing; None: it was done before.

    Raises:
        ChangedMeanwhile: the plan is another one than that of which the differences were shown.
        SheetIsWrong: some of its rows cannot be taken.
        PlanIsClosed: nothing of its plan changes.
        app.strategy.plans.values.ActionRefused, app.strategy.plans.adding.PlanIsFull: as they say.
    """
    # The strategy first, as whoever puts an action into a plan does: new rows are lines of it.
    wait_for_others(session, session.get_one(Strategy, plan.strategy_id))
    wait_for_others(session, plan)
    wait_for_others(session, received)
    if received.applied_at is not None:
        return None
    if plan.state is PlanState.CLOSED:
        raise PlanIsClosed(plan.id)
    if state_of(session, plan) != made_from:
        raise ChangedMeanwhile(plan.id)
    preview = preview_of(session, plan, received.rows)
    if preview.wrong:
        raise SheetIsWrong(received.id)
    # One key for the file, whoever says yes: its rows are done once.
    by = Writer(by.account_id, f"sheet-{received.id.hex}", by.reason)
    _change(session, by, plan, preview)
    _add(session, by, plan, preview)
    _measure(session, by, preview)
    received.applied_at = now()
    session.flush()
    return preview


def _change(session: Session, by: Writer, plan: Plan, preview: Preview) -> None:
    rows = {
        one.id: one
        for one in session.scalars(sa.select(PlanAction).where(PlanAction.plan_id == plan.id))
    }
    for one in preview.changed:
        each = part_of(by, one.line.id)
        change(session, each, rows[one.line.id], one.values, one.line.version)


def _add(session: Session, by: Writer, plan: Plan, preview: Preview) -> None:
    for one in preview.added:
        each = Writer(by.account_id, f"{by.key}-{one.number}")
        action = put_new(session, each, plan, parent_id=one.parent_id, title=one.title)
        changing = Writer(by.account_id, f"{by.key}-{one.number}-values")
        change(session, changing, action, one.values, action.version)


def _measure(session: Session, by: Writer, preview: Preview) -> None:
    told = [(one.indicator, one.measured) for one in preview.measures]
    for new in preview.indicators:
        indicator = _added(session, new)
        told += [(indicator, measured) for measured in new.measured]
    for place, (indicator, measured) in enumerate(told):
        key = f"{by.key}-{place}"
        measure(session, indicator, measured, account_id=by.account_id, key=key)


def _added(session: Session, new: NewIndicator) -> Indicator:
    node = session.get_one(StrategyNode, new.node_id)
    try:
        return add_indicator(session, node, new.terms)
    except (NameTaken, TooManyIndicators) as error:
        # Somebody added one since the plan was looked at.
        raise ChangedMeanwhile(new.node_id) from error
