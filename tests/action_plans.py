"""A strategy with two objectives and a possible action, and a plan in preparation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count

from sqlalchemy.orm import Session

from app.models import NodeKind, Plan, PlanAction
from app.strategy.plans.adding import put_lines, put_new
from app.strategy.plans.making import Terms, make_plan
from app.strategy.writing.history import Writer
from tests.factories import (
    AccountFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
)

TERMS = Terms("Plan d’actions 2016–2018", dt.date(2016, 11, 28), dt.date(2018, 11, 30))


class ActionPlan:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.consultation = ConsultationFactory()
        self.strategy = StrategyFactory(consultation_id=self.consultation.id)
        self.objectives = [
            StrategyNodeFactory(strategy_id=self.strategy.id, code=f"O{n}") for n in (1, 2)
        ]
        self.possible = StrategyNodeFactory(
            strategy_id=self.strategy.id,
            kind=NodeKind.ACTION,
            code="T1.A1",
            title="Former les accompagnateurs",
        )
        self.account = AccountFactory()
        self.plan: Plan = make_plan(session, self.strategy, TERMS, key="k")
        self._keys: Iterator[int] = count(1)

    @property
    def by(self) -> Writer:
        """Who writes, with a key of its own each time."""
        return Writer(self.account.id, f"key-{next(self._keys)}")

    @property
    def home(self) -> str:
        return f"/consultations/{self.consultation.slug}"

    @property
    def address(self) -> str:
        return f"{self.home}/plans/{self.plan.number}"

    def put(self) -> PlanAction:
        """The possible action of the strategy, in the plan."""
        return put_lines(self.session, self.by, self.plan, [self.possible.id])[0]

    def write(self, title: str) -> PlanAction:
        """A new action under the first objective."""
        parent = self.objectives[0].id
        return put_new(self.session, self.by, self.plan, parent_id=parent, title=title)
