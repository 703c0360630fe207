"""What a plan makes of the actions of the plan before it: carried over, changed, closed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import ActionFate, ActionState, Plan, PlanAction, PlanState
from app.models.turns import ChangedMeanwhile, wait_for_others
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.changing import differences, part_of, told_before, was_sent, write
from app.strategy.plans.queries import line_of
from app.strategy.plans.revising.queries import going_on, plan_before, undecided
from app.strategy.plans.values import LONGEST_REASON, ActionRefused, Fault, settled
from app.strategy.writing.history import Writer

ENDED = (ActionState.DONE, ActionState.STOPPED)


class NotInRevision(ValueError):
    """The plan is not in preparation, or there is none before it."""


class NotOfPlanBefore(LookupError):
    """The plan before has no such action, or it ended there."""


def decide_fate(
    session: Session,
    by: Writer,
    plan: Plan,
    node_id: uuid.UUID,
    fate: ActionFate,
    reason: str = "",
    *,
    version: int = 0,
) -> PlanAction:
    """Say what a plan in preparation makes of an action of the plan before. `version` is that of
    its row in this plan when the form was made, 0 without one. Sent twice, it is done once.

    One that is carried over is as it was before; one that is changed keeps what was written of it
    in this plan; one that is closed stops, unless it is done.

    Raises:
        NotInRevision, NotOfPlanBefore: there is nothing to decide.
        ChangedMeanwhile: somebody else decided.
        app.strategy.plans.values.ActionRefused: it is closed without a reason.
    """
    wait_for_others(session, plan)
    row = _row(session, plan, node_id)
    if was_sent(session, plan.id, by.key):
        if row is None:  # It was decided so, and left the plan since.
            raise ChangedMeanwhile(plan.id)
        return row
    former = _former(session, plan, node_id)
    if (row.version if row else 0) != version:
        raise ChangedMeanwhile(plan.id)
    _refuse(fate, reason)
    if row is None:
        return _put(session, by, plan, fated(former, former, fate, reason))
    current = line_of(session, row)
    wanted = fated(former, current, fate, reason)
    if changes := differences(current, wanted):
        write(session, by, row, wanted, changes)
    return row


def carry_all(session: Session, by: Writer, plan: Plan) -> int:
    """Carry over all the actions that go on and have no fate yet: how many."""
    return _decide_all(
        session, by, plan, lambda one: (ActionFate.CARRIED, "") if one.state not in ENDED else None
    )


def close_ended(session: Session, by: Writer, plan: Plan) -> int:
    """Close all the actions that are done or stopped and have no fate yet: how many."""
    return _decide_all(
        session,
        by,
        plan,
        lambda one: (ActionFate.CLOSED, reason_to_close(one)) if one.state in ENDED else None,
    )


def reason_to_close(line: ActionLine) -> str:
    """What a form proposes as the reason why an action ends."""
    return _("It is done.") if line.state is ActionState.DONE else line.reason


def fated(former: ActionLine, current: ActionLine, fate: ActionFate, reason: str) -> ActionLine:
    """An action of the plan before as the plan that revises it has it; `current`: as it has it
    until now, which is `former` at first."""
    keeps = fate is ActionFate.CHANGED and current.fate is not ActionFate.CLOSED
    base = replace(current if keeps else former, fate=fate, fate_reason=reason)
    if fate is ActionFate.CLOSED and base.state is not ActionState.DONE:
        base = replace(base, state=ActionState.STOPPED, reason=reason)
    return settled(base)


def _decide_all(
    session: Session,
    by: Writer,
    plan: Plan,
    fate_of: Callable[[ActionLine], tuple[ActionFate, str] | None],
) -> int:
    wait_for_others(session, plan)
    before = _before(session, plan)
    found = [(one, fate_of(one)) for one in undecided(session, plan, before)]
    told = [(one, *fate) for one, fate in found if fate is not None]
    taken = _positions(session, plan)
    for line, fate, reason in told:
        _refuse(fate, reason)
        wanted = fated(line, line, fate, reason)
        _put(session, part_of(by, line.node_id), plan, wanted, taken)
    return len(told)


def _refuse(fate: ActionFate, reason: str) -> None:
    if fate is ActionFate.ADDED:
        raise ActionRefused({"fate": Fault.NOTHING_CHOSEN})
    if fate is ActionFate.CLOSED and not reason.strip():
        raise ActionRefused({"reason": Fault.NO_REASON})
    if len(reason) > LONGEST_REASON:
        raise ActionRefused({"reason": Fault.TOO_LONG})


def _before(session: Session, plan: Plan) -> Plan:
    before = plan_before(session, plan)
    if plan.state is not PlanState.DRAFT or before is None:
        raise NotInRevision(plan.id)
    return before


def _former(session: Session, plan: Plan, node_id: uuid.UUID) -> ActionLine:
    row = _row(session, _before(session, plan), node_id)
    if row is None or not (found := going_on([line_of(session, row)])):
        raise NotOfPlanBefore(node_id)
    return found[0]


def _row(session: Session, plan: Plan, node_id: uuid.UUID) -> PlanAction | None:
    return session.scalar(
        sa.select(PlanAction).where(PlanAction.plan_id == plan.id, PlanAction.node_id == node_id)
    )


def _positions(session: Session, plan: Plan) -> set[int]:
    return set(session.scalars(sa.select(PlanAction.position).where(PlanAction.plan_id == plan.id)))


def _put(
    session: Session,
    by: Writer,
    plan: Plan,
    wanted: ActionLine,
    taken: set[int] | None = None,
) -> PlanAction:
    """A row for an action of the plan before: in its place there, or last where it is taken."""
    taken = _positions(session, plan) if taken is None else taken
    place = wanted.position if wanted.position not in taken else max(taken) + 1
    taken.add(place)
    row = PlanAction(
        plan_id=plan.id,
        node_id=wanted.node_id,
        position=place,
        title=wanted.title,
        version=told_before(session, plan.id, [wanted.node_id])[wanted.node_id],
        territories=[],
        kinds=[],
    )
    session.add(row)
    session.flush()
    told = wanted.as_told()
    empty: Sequence[object] = (None, "", [], False, 0)
    write(
        session,
        by,
        row,
        wanted,
        {name: [None, value] for name, value in told.items() if value not in empty},
    )
    return row
