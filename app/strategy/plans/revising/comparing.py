"""Two plans side by side: what the later one makes of each action of the earlier one."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from app.models import ActionFate, Plan
from app.strategy.plans.action_lines import ActionLine, written_otherwise
from app.strategy.plans.changing import differences
from app.strategy.plans.history import Change, changes_told
from app.strategy.plans.queries import actions_of, consultation_of
from app.strategy.plans.revising.queries import going_on
from app.strategy.plans.sources import RestsOn, sources_of


@dataclass(frozen=True)
class Compared:
    """An action of one of two plans or of both. `fate` is None where the later plan says nothing
    of it; `before` is None where it is new, and `sources` says then what it rests on."""

    fate: ActionFate | None
    before: ActionLine | None
    after: ActionLine | None
    sources: RestsOn | None = None

    @property
    def line(self) -> ActionLine:
        """As it is last told."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def reason(self) -> str:
        """Why it is so."""
        return self.after.fate_reason if self.after else ""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What is written otherwise, in the order of pages."""
        if self.fate is not ActionFate.CHANGED or self.before is None or self.after is None:
            return ()
        written = written_otherwise(self.before, self.after)
        found = differences(self.before, self.after)
        return changes_told({name: found[name] for name in written})


@dataclass(frozen=True)
class Comparison:
    """The actions of the later plan in its order; those of which it says nothing stand last."""

    before: Plan
    after: Plan
    actions: tuple[Compared, ...]

    @property
    def counts(self) -> Mapping[ActionFate | None, int]:
        return Counter(one.fate for one in self.actions)

    def of(self, fate: ActionFate | None) -> list[Compared]:
        return [one for one in self.actions if one.fate is fate]


def compare(session: Session, plan: Plan, other: Plan) -> Comparison:
    """What `plan` makes of the actions of `other`, the plan before it: six queries, and two for
    what its new actions rest on."""
    before, after = actions_of(session, other.id), actions_of(session, plan.id)
    new = {one.node_id for one in after} - {one.node_id for one in before}
    sources = sources_of(session, consultation_of(session, plan), new)
    return Comparison(other, plan, compared(going_on(before), after, sources))


def compared(
    before: Sequence[ActionLine],
    after: Sequence[ActionLine],
    sources: Mapping[uuid.UUID, RestsOn],
) -> tuple[Compared, ...]:
    former = {one.node_id: one for one in before}
    latter = {one.node_id for one in after}
    here = [
        Compared(
            fate_beside(former.get(one.node_id), one),
            former.get(one.node_id),
            one,
            sources.get(one.node_id),
        )
        for one in after
    ]
    return (*here, *(Compared(None, one, None) for one in before if one.node_id not in latter))


def fate_beside(before: ActionLine | None, after: ActionLine) -> ActionFate:
    """What became of an action, as both plans have it: what was decided may be told otherwise
    where somebody wrote in the plan since."""
    if after.fate is ActionFate.CLOSED:
        return ActionFate.CLOSED
    if before is None:
        return ActionFate.ADDED
    is_changed = after.fate is ActionFate.CHANGED or written_otherwise(before, after)
    return ActionFate.CHANGED if is_changed else ActionFate.CARRIED
