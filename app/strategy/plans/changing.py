"""The only writer of the actions of plans: each change is a row of their history."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ActionFate,
    Consultation,
    NodeKind,
    NodeState,
    Plan,
    PlanAction,
    PlanActionObjective,
    PlanActionPartner,
    PlanEvent,
    PlanState,
    Strategy,
    StrategyNode,
)
from app.models.turns import ChangedMeanwhile, fingerprint, wait_for_others
from app.strategy.citing import without_marks
from app.strategy.plans.action_lines import COLUMNS, ActionLine, Served, written_otherwise
from app.strategy.plans.noticing import note_of_actions
from app.strategy.plans.partners_known import UnknownOrganisation, with_organisations
from app.strategy.plans.queries import consultation_of, line_of
from app.strategy.plans.territories import territories_of
from app.strategy.plans.values import (
    ActionRefused,
    Fault,
    Faults,
    Values,
    faults_of,
    settled,
)
from app.strategy.writing.history import Writer


class PlanIsClosed(ValueError):
    """Another plan took its place: it stays as it was."""


def change(
    session: Session, by: Writer, plan_action: PlanAction, values: Values, version: int
) -> None:
    """Let an action of a plan be otherwise; what `values` leave out stays. What is so already, or
    was sent with this key, is done.

    Raises:
        ChangedMeanwhile: it was changed since `version` was shown.
        ActionRefused: some values cannot be kept.
        PlanIsClosed: nothing of its plan changes.
    """
    plan = session.get_one(Plan, plan_action.plan_id)
    wait_for_others(session, plan)
    wait_for_others(session, plan_action)
    if was_sent(session, plan.id, by.key):
        return
    before = line_of(session, plan_action)
    wanted, faults = foreseen(session, plan, before, values)
    changes = differences(before, wanted)
    if not changes and not faults:
        return
    if plan.state is PlanState.CLOSED:
        raise PlanIsClosed(plan.id)
    if plan_action.version != version:
        raise ChangedMeanwhile(plan_action.id)
    if faults:
        raise ActionRefused(faults)
    write(session, by, plan_action, wanted, changes)
    if "state" in changes and plan.state is PlanState.IN_FORCE:
        note_of_actions(session, consultation_of(session, plan), [plan_action.node_id])


def foreseen(
    session: Session, plan: Plan, before: ActionLine, values: Values
) -> tuple[ActionLine, Faults]:
    """What an action would be, and why it cannot. Nothing is written."""
    wanted, faults = _wanted(session, plan, before, values)
    if not faults and not differences(before, wanted):
        return wanted, {}
    is_elsewhere = wanted.territories != before.territories
    territories = territories_of(session, _consultation(session, plan)) if is_elsewhere else ()
    return wanted, {**faults_of(before, wanted, territories), **faults}


def write(
    session: Session,
    by: Writer,
    plan_action: PlanAction,
    wanted: ActionLine,
    changes: dict[str, Any],
) -> None:
    """Keep an action that was found right, and what changed. Who calls it holds the plan."""
    for name in COLUMNS:
        value = getattr(wanted, name)
        setattr(plan_action, name, list(value) if isinstance(value, tuple) else value)
    plan_action.version += 1
    if "objectives" in changes:
        _write_objectives(session, plan_action.id, wanted)
    if "partners" in changes:
        _write_partners(session, plan_action.id, wanted)
    note(session, by, plan_action, changes)


def note(session: Session, by: Writer, plan_action: PlanAction, changes: dict[str, Any]) -> None:
    """A line of the history."""
    session.add(event_of(by, plan_action, changes))
    session.flush()


def event_of(by: Writer, plan_action: PlanAction, changes: dict[str, Any]) -> PlanEvent:
    """A line of the history, to be stored."""
    return PlanEvent(
        plan_id=plan_action.plan_id,
        plan_action_id=plan_action.id,
        key=by.key,
        changes=changes,
        account_id=by.account_id,
    )


def part_of(by: Writer, one: uuid.UUID) -> Writer:
    """Who writes one of several that were sent together: each has a key of its own."""
    return replace(by, key=fingerprint(by.key, one))


def was_sent(session: Session, plan_id: uuid.UUID, key: str) -> bool:
    """Whether what carries this key was done already."""
    return bool(sent_keys(session, plan_id, [key]))


def sent_keys(session: Session, plan_id: uuid.UUID, keys: Collection[str]) -> set[str]:
    """Those of some keys of which what carries them was done already."""
    found = sa.select(PlanEvent.key).where(PlanEvent.plan_id == plan_id, PlanEvent.key.in_(keys))
    return set(session.scalars(found))


def told_before(
    session: Session, plan_id: uuid.UUID, node_ids: Collection[uuid.UUID]
) -> Counter[uuid.UUID]:
    """How many changes a plan tells of actions that left it, by line. Put in again, their versions
    go on from there: what was sent to the one that left is not taken for what is sent now."""
    found = (
        sa.select(PlanEvent.node_id, sa.func.count())
        .where(PlanEvent.plan_id == plan_id, PlanEvent.node_id.in_(node_ids))
        .group_by(PlanEvent.node_id)
    )
    return Counter({one: number for one, number in session.execute(found) if one is not None})


def differences(before: ActionLine, after: ActionLine) -> dict[str, Any]:
    """Name of the value → what it was, what it became."""
    was, became = before.as_told(), after.as_told()
    return {name: [was[name], became[name]] for name in was if was[name] != became[name]}


def _wanted(
    session: Session, plan: Plan, before: ActionLine, values: Values
) -> tuple[ActionLine, Faults]:
    """The action as it is wanted, and what of it names nothing that is there."""
    given: dict[str, Any] = dict(values)
    faults: Faults = {}
    if "description" in values:
        # The words of a plan stand without notes: what its line cites is told on the line.
        given["description"] = without_marks(values["description"])
    if "objectives" in values:
        wanted = values["objectives"]
        given["objectives"] = served = _served(session, plan.strategy_id, wanted, before)
        if len(served) < len(set(wanted)):
            faults["objectives"] = Fault.NOT_OF_THE_STRATEGY
    if "partners" in values:
        try:
            given["partners"] = with_organisations(
                session, _consultation(session, plan).id, values["partners"], before.partners
            )
        except UnknownOrganisation:
            faults["partners"] = Fault.UNKNOWN_ORGANISATION
    wanted_line = settled(replace(before, **given))
    is_carried = plan.state is PlanState.DRAFT and before.fate is ActionFate.CARRIED
    if is_carried and written_otherwise(before, wanted_line):
        wanted_line = replace(wanted_line, fate=ActionFate.CHANGED)
    return wanted_line, faults


def _served(
    session: Session, strategy_id: uuid.UUID, node_ids: Sequence[uuid.UUID], before: ActionLine
) -> tuple[Served, ...]:
    """The objectives of this strategy among some lines, in its order. One that was set aside may
    stay where it is, and is served by nothing new."""
    kept = {one.id for one in before.objectives}
    found = sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title).where(
        StrategyNode.strategy_id == strategy_id,
        StrategyNode.kind == NodeKind.OBJECTIVE,
        StrategyNode.id.in_(node_ids),
        sa.or_(StrategyNode.state == NodeState.OPEN, StrategyNode.id.in_(kept)),
    )
    rows = session.execute(found.order_by(StrategyNode.position, StrategyNode.id))
    return tuple(Served(*row) for row in rows)


def _consultation(session: Session, plan: Plan) -> Consultation:
    strategy = session.get_one(Strategy, plan.strategy_id)
    return session.get_one(Consultation, strategy.consultation_id)


def _write_objectives(session: Session, action_id: uuid.UUID, wanted: ActionLine) -> None:
    session.execute(
        sa.delete(PlanActionObjective).where(PlanActionObjective.plan_action_id == action_id)
    )
    session.add_all(
        PlanActionObjective(plan_action_id=action_id, node_id=one.id) for one in wanted.objectives
    )


def _write_partners(session: Session, action_id: uuid.UUID, wanted: ActionLine) -> None:
    session.execute(
        sa.delete(PlanActionPartner).where(PlanActionPartner.plan_action_id == action_id)
    )
    session.add_all(
        PlanActionPartner(
            plan_action_id=action_id,
            part=one.part,
            position=place,
            name=one.name,
            organisation_id=one.organisation_id,
            amount=one.amount,
        )
        for place, one in enumerate(wanted.partners)
    )
