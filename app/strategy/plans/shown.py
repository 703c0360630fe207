"""What every view of a plan shows: its actions, narrowed down, and what they come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Consultation, Plan
from app.models.types import today
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.doubts import Doubt, doubts_of
from app.strategy.plans.filters import Filters
from app.strategy.plans.progress import Progress, progress_of
from app.strategy.plans.queries import actions_of
from app.strategy.plans.territories import territories_of
from app.web.paging import Cursor, Page, make_page


@dataclass(frozen=True)
class PlanShown:
    """A plan as it is looked at. `every` action of it, those `kept` by the filters."""

    plan: Plan
    filters: Filters
    every: tuple[ActionLine, ...]
    kept: tuple[ActionLine, ...]
    territories: tuple[str, ...]
    day: dt.date

    @property
    def progress(self) -> Progress | None:
        return progress_of(self.every)

    @property
    def budget(self) -> int:
        return sum(one.budget or 0 for one in self.every)

    @property
    def leads(self) -> list[str]:
        """Those that an action has, to choose from."""
        return sorted({one.lead.name for one in self.every if one.lead}, key=str.casefold)

    @property
    def objectives(self) -> list[tuple[str, str]]:
        """Code and title of those that an action serves, in the order of the strategy as far as
        the first action that serves each tells it."""
        served = {one.code: one.title for line in self.every for one in line.objectives}
        return sorted(served.items(), key=lambda one: (len(one[0]), one[0]))

    def doubts(self, line: ActionLine) -> tuple[Doubt, ...]:
        return doubts_of(
            line, starts_on=self.plan.starts_on, ends_on=self.plan.ends_on, day=self.day
        )


def shown_of(
    session: Session, consultation: Consultation, plan: Plan, filters: Filters
) -> PlanShown:
    every = tuple(actions_of(session, plan.id))
    return PlanShown(
        plan=plan,
        filters=filters,
        every=every,
        kept=tuple(one for one in every if filters.keeps(one)),
        territories=tuple(territories_of(session, consultation)),
        day=today(),
    )


def page_of(lines: Sequence[ActionLine], cursor: Cursor, *, size: int) -> Page[ActionLine]:
    """Some actions by the key of their place in the plan: stable while others come."""
    key = cursor.as_int()
    ordered = list(reversed(lines)) if cursor.backwards else list(lines)
    if key is not None:
        ordered = [
            one
            for one in ordered
            if (one.position < key if cursor.backwards else one.position > key)
        ]
    return make_page(ordered[: size + 1], cursor, size=size, key_of=lambda one: one.position)
