"""Making a plan and changing its terms."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Plan, PlanState, Strategy
from app.models.turns import ChangedMeanwhile, wait_for_others
from app.strategy.plans.changing import PlanIsClosed
from app.strategy.plans.values import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, Fault, Faults

LONGEST_PLAN_TITLE = 200
REPORT_EVERY = (0, 3, 6, 12)
"""Months between two reports; 0: none is asked."""


class PlanRefused(ValueError):
    """Nothing was stored; `faults` says of which values."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = faults


@dataclass(frozen=True)
class Terms:
    """What a plan is, apart from its actions; `report_every` in months."""

    title: str
    starts_on: dt.date
    ends_on: dt.date
    report_every: int = 6
    note: str = ""


def make_plan(session: Session, strategy: Strategy, terms: Terms, *, key: str) -> Plan:
    """A plan in preparation, with the next number; sent twice, it is made once.

    Raises:
        PlanRefused: some values cannot be kept.
    """
    wait_for_others(session, strategy)
    of_strategy = Plan.strategy_id == strategy.id
    there = session.scalar(sa.select(Plan).where(of_strategy, Plan.key == key))
    if there is not None:
        return there
    _refuse(terms)
    last = session.scalar(sa.select(sa.func.max(Plan.number)).where(of_strategy))
    plan = Plan(strategy_id=strategy.id, number=(last or 0) + 1, key=key, **asdict(terms))
    session.add(plan)
    session.flush()
    return plan


def change_plan(session: Session, plan: Plan, terms: Terms, *, version: int) -> None:
    """Let a plan have other terms. What is so already is done.

    Raises:
        ChangedMeanwhile: it was changed since `version` was shown.
        PlanRefused: some values cannot be kept.
        PlanIsClosed: nothing of it changes.
    """
    wait_for_others(session, plan)
    if terms_of(plan) == terms:
        return
    if plan.state is PlanState.CLOSED:
        raise PlanIsClosed(plan.id)
    if plan.version != version:
        raise ChangedMeanwhile(plan.id)
    _refuse(terms)
    for name, value in asdict(terms).items():
        setattr(plan, name, value)
    plan.version += 1
    session.flush()


def terms_of(plan: Plan) -> Terms:
    return Terms(plan.title, plan.starts_on, plan.ends_on, plan.report_every, plan.note)


def next_terms(plan: Plan) -> Terms:
    """What a form proposes for the plan that takes the place of another: the two years that
    follow. Its title stays to be written."""
    starts_on = plan.ends_on + dt.timedelta(days=1)
    ends_on = starts_on.replace(year=min(starts_on.year + 2, LAST_YEAR), day=min(starts_on.day, 28))
    return Terms("", starts_on, ends_on, plan.report_every)


def _refuse(terms: Terms) -> None:
    faults: Faults = {}
    if not terms.title.strip():
        faults["title"] = Fault.MISSING
    if len(terms.title) > LONGEST_PLAN_TITLE:
        faults["title"] = Fault.TOO_LONG
    if len(terms.note) > LONGEST_TEXT:
        faults["note"] = Fault.TOO_LONG
    if terms.ends_on < terms.starts_on:
        faults["ends_on"] = Fault.ENDS_FIRST
    for name in ("starts_on", "ends_on"):
        if not FIRST_YEAR <= getattr(terms, name).year <= LAST_YEAR:
            faults[name] = Fault.NO_SUCH_YEAR
    if faults or terms.report_every not in REPORT_EVERY:
        raise PlanRefused(faults or {"report_every": Fault.NOTHING_CHOSEN})
