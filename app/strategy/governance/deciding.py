"""A body decides: its decision is written down, and what it names changes in the same moment."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ActionState,
    Body,
    Decision,
    DecisionKind,
    Meeting,
    MeetingState,
    Plan,
    PlanAction,
    Strategy,
    StrategyNode,
    StrategyVersion,
)
from app.models.turns import wait_for_consultation, wait_for_others
from app.strategy.governance.meeting_queries import quorum_at
from app.strategy.plans.deciding import FatesMissing, PlanNotDraft, adopt_plan, stop_action
from app.strategy.plans.queries import action_in_force
from app.strategy.plans.states import may_become
from app.strategy.versions.making import adopt
from app.strategy.writing.freezing import freeze, thaw

LONGEST_TITLE = 300
LONGEST_TEXT = 20_000


class DecisionRefused(ValueError):
    """A body cannot decide that."""


class BodyIsClosed(DecisionRefused):
    """It does not meet any more."""


class NotItsMeeting(DecisionRefused):
    """The meeting is of another body, or was not held."""


class QuorumNotReached(DecisionRefused):
    """Too few were there, and nothing says why it was decided all the same."""


class NothingNamed(DecisionRefused):
    """It does not name what it changes, or names what is not of this consultation."""


class NothingToChange(DecisionRefused):
    """What it would do is so already."""


class PlanUnfinished(DecisionRefused):
    """The plan says nothing of some actions of the plan that it would end."""


class NotInForce(DecisionRefused):
    """No plan in force has the action, or it is done: it does not stop."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A decision as it is written down. `despite_quorum`: its text says why it was taken although
    too few were there, or outside a meeting."""

    body_id: uuid.UUID
    kind: DecisionKind
    decided_on: dt.date
    title: str
    text: str = ""
    meeting_id: uuid.UUID | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    version_id: uuid.UUID | None = None
    plan_id: uuid.UUID | None = None
    node_id: uuid.UUID | None = None
    despite_quorum: bool = False


Effect = Callable[[Session, Decision], None]


def decide(
    session: Session,
    consultation_id: uuid.UUID,
    wanted: Wanted,
    *,
    account_id: uuid.UUID | None,
    key: str,
) -> Decision:
    """Write a decision down and do what it says, both or neither. `key` was made with the page:
    sent twice, it is decided once.

    Raises:
        DecisionRefused: as its kinds say.
        app.strategy.versions.making.VersionRefused: the version cannot be adopted.
    """
    wait_for_consultation(session, consultation_id)
    ours = Decision.consultation_id == consultation_id
    there = session.scalar(sa.select(Decision).where(ours, Decision.key == key))
    if there is not None:
        return there
    body, meeting = _body_and_meeting(session, consultation_id, wanted)
    quorum = quorum_at(session, body, meeting)
    if not quorum.is_reached and not (wanted.despite_quorum and wanted.text.strip()):
        raise QuorumNotReached(body.id)
    last = session.scalar(sa.select(sa.func.max(Decision.number)).where(ours)) or 0
    decision = Decision(
        consultation_id=consultation_id,
        number=last + 1,
        key=key,
        body_id=body.id,
        body_name=body.name,
        meeting_id=meeting.id if meeting else None,
        decided_on=wanted.decided_on,
        kind=wanted.kind,
        title=wanted.title,
        text=wanted.text,
        votes_for=wanted.votes_for,
        votes_against=wanted.votes_against,
        abstentions=wanted.abstentions,
        quorum=quorum.kept(),
        account_id=account_id,
    )
    _name(session, decision, wanted)
    session.add(decision)
    session.flush()
    EFFECTS[wanted.kind](session, decision)
    session.flush()
    return decision


def _body_and_meeting(
    session: Session, consultation_id: uuid.UUID, wanted: Wanted
) -> tuple[Body, Meeting | None]:
    body = session.get(Body, wanted.body_id)
    if body is None or body.consultation_id != consultation_id:
        raise NothingNamed(wanted.body_id)
    # Members and attendance wait for the same row.
    wait_for_others(session, body)
    if body.is_closed:
        raise BodyIsClosed(body.id)
    if wanted.meeting_id is None:
        return body, None
    meeting = session.get(Meeting, wanted.meeting_id)
    if meeting is None or meeting.body_id != body.id or meeting.state is not MeetingState.HELD:
        raise NotItsMeeting(wanted.meeting_id)
    return body, meeting


def _name(session: Session, decision: Decision, wanted: Wanted) -> None:
    """What the decision is about: all of it of the strategy of its consultation."""
    strategy = session.scalar(
        sa.select(Strategy).where(Strategy.consultation_id == decision.consultation_id)
    )
    if wanted.kind in NAMES_STRATEGY and strategy is None:
        raise NothingNamed(wanted.kind)
    named: tuple[tuple[Any, uuid.UUID | None], ...] = (
        (StrategyVersion, wanted.version_id),
        (Plan, wanted.plan_id),
        (StrategyNode, wanted.node_id),
    )
    for model, id_ in named:
        row = session.get(model, id_) if id_ else None
        if id_ and (row is None or strategy is None or row.strategy_id != strategy.id):
            raise NothingNamed(id_)
    if wanted.kind in NEEDS and getattr(wanted, NEEDS[wanted.kind]) is None:
        raise NothingNamed(wanted.kind)
    decision.strategy_id = strategy.id if strategy and wanted.kind in NAMES_STRATEGY else None
    decision.version_id, decision.plan_id = wanted.version_id, wanted.plan_id
    decision.node_id = wanted.node_id
    if wanted.kind is DecisionKind.STOP_ACTION:
        # The plan that has it now: another one may carry the action over later.
        decision.plan_id = _action(session, decision).plan_id


def _adopt_version(session: Session, decision: Decision) -> None:
    adopt(session, session.get_one(StrategyVersion, decision.version_id), decision)


def _adopt_plan(session: Session, decision: Decision) -> None:
    try:
        adopt_plan(session, session.get_one(Plan, decision.plan_id), decision)
    except PlanNotDraft as error:
        raise NothingToChange(decision.plan_id) from error
    except FatesMissing as error:
        raise PlanUnfinished(decision.plan_id) from error


def _stop_action(session: Session, decision: Decision) -> None:
    wait_for_others(session, session.get_one(Plan, decision.plan_id))
    action = _action(session, decision)
    wait_for_others(session, action)
    if action.state is ActionState.STOPPED:
        raise NothingToChange(action.id)
    if not may_become(action.state, ActionState.STOPPED):
        raise NotInForce(action.id)
    stop_action(session, action, decision)


def _action(session: Session, decision: Decision) -> PlanAction:
    """What the plan in force has of the action that the decision names."""
    action = action_in_force(session, decision.node_id) if decision.node_id else None
    if action is None:
        raise NotInForce(decision.node_id)
    return action


def _freeze(session: Session, decision: Decision) -> None:
    strategy = _strategy(session, decision)
    if strategy.frozen_at is not None:
        raise NothingToChange(decision.kind)
    freeze(session, strategy)


def _thaw(session: Session, decision: Decision) -> None:
    strategy = _strategy(session, decision)
    if strategy.frozen_at is None:
        raise NothingToChange(decision.kind)
    thaw(session, strategy)


def _strategy(session: Session, decision: Decision) -> Strategy:
    strategy = session.get_one(Strategy, decision.strategy_id)
    wait_for_others(session, strategy)
    return strategy


def _change_nothing(_session: Session, _decision: Decision) -> None:
    """It changes nothing that the platform holds."""


EFFECTS: dict[DecisionKind, Effect] = {
    DecisionKind.ADOPT_VERSION: _adopt_version,
    DecisionKind.ADOPT_PLAN: _adopt_plan,
    DecisionKind.STOP_ACTION: _stop_action,
    DecisionKind.FREEZE_STRUCTURE: _freeze,
    DecisionKind.THAW_STRUCTURE: _thaw,
    DecisionKind.OTHER: _change_nothing,
}
"""What each kind does."""
NAMES_STRATEGY = (DecisionKind.FREEZE_STRUCTURE, DecisionKind.THAW_STRUCTURE)
NEEDS = {
    DecisionKind.ADOPT_VERSION: "version_id",
    DecisionKind.ADOPT_PLAN: "plan_id",
    DecisionKind.STOP_ACTION: "node_id",
}
"""What a decision of each kind must name."""
