"""Several people act on one strategy at the same moment: nothing is doubled, lost or half done."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.extensions import db
from app.jobs.runner import writing
from app.models import (
    Amendment,
    AmendmentState,
    Decision,
    DecisionKind,
    Meeting,
    NodeKind,
    NodeRevision,
    Plan,
    PlanAction,
    PlanEvent,
    PlanImport,
    PlanState,
    Strategy,
    StrategyNode,
    StrategyVersion,
    VersionEvent,
)
from app.models.turns import ChangedMeanwhile
from app.models.types import now
from app.strategy.amending.answering import Answer, AnsweredAlready, answer
from app.strategy.amending.suggesting import withdraw
from app.strategy.governance.deciding import DecisionRefused, Wanted, decide
from app.strategy.governance.meetings import HasDecisions, MeetingPlan, change_meeting
from app.strategy.plans.adding import put_new
from app.strategy.plans.changing import PlanIsClosed, change
from app.strategy.plans.making import make_plan
from app.strategy.plans.revising.carrying import NotInRevision, carry_all
from app.strategy.plans.sheets.applying import Received, apply, keep_sheet
from app.strategy.plans.sheets.differing import state_of
from app.strategy.plans.values import Values
from app.strategy.versions.chain import verify
from app.strategy.versions.making import NewVersion, VersionRefused, make, publish
from app.strategy.writing.history import Writer
from app.strategy.writing.lines import move_line, set_aside_line, word_line
from app.strategy.writing.refusals import LineRefused, StructureFrozen
from tests.action_plans import TERMS, ActionPlan
from tests.factories import ParticipantFactory, StrategyNodeFactory
from tests.governed import HELD, add_governance
from tests.integration.test_many_at_once import at_once

REFUSALS = (
    AnsweredAlready,
    ChangedMeanwhile,
    DecisionRefused,
    HasDecisions,
    LineRefused,
    NotInRevision,
    PlanIsClosed,
    StructureFrozen,
    VersionRefused,
)


class Case:
    """A plan in preparation with two actions, a body that met, and a version of the strategy."""

    def __init__(self, app, session: Session) -> None:
        self.app, self.session, self.made = app, session, ActionPlan(session)
        governed = add_governance(session, self.made.consultation)
        action = self.made.put()
        self.made.write("Une autre")
        # Identifiers only: threads share no row of a session.
        self.account_id, self.here = self.made.account.id, self.made.consultation.id
        self.strategy_id, self.plan_id = self.made.strategy.id, self.made.plan.id
        self.objectives = [one.id for one in self.made.objectives]
        self.body_id, self.meeting_id = governed.body.id, governed.meeting.id
        self.version_id, self.action_id = governed.version.id, action.id
        session.commit()

    def doing(self, act: Callable[[Session], object]) -> Callable[[], object]:
        """An act in a transaction of its own, as a request does it: what came of it."""

        def do() -> object:
            with self.app.app_context(), writing():
                try:
                    done = act(db.session())
                    db.session.commit()
                    return done
                except REFUSALS as error:
                    db.session.rollback()
                    return error

        return do

    def at_once(self, *acts: Callable[[Session], object]) -> list[object]:
        self.session.rollback()
        came = at_once([self.doing(one) for one in acts])
        self.session.rollback()
        return came

    def by(self, key: str) -> Writer:
        return Writer(self.account_id, key)

    def decide(self, kind: DecisionKind, key: str, **named: uuid.UUID):
        wanted = Wanted(
            body_id=self.body_id,
            meeting_id=self.meeting_id,
            kind=kind,
            decided_on=HELD.date(),
            title="Décision",
            text="Malgré le quorum.",
            despite_quorum=True,
            **named,
        )
        return lambda session: decide(session, self.here, wanted, account_id=None, key=key).number

    def change(self, key: str, **values):
        def act(session: Session) -> None:
            row = session.get_one(PlanAction, self.action_id)
            change(session, self.by(key), row, Values(**values), 1)

        return act

    def count(self, model, **where) -> int:
        return self.session.query(model).filter_by(**where).count()


@pytest.fixture
def case(app, session) -> Case:
    return Case(app, session)


def refused(came: list[object]) -> Counter[str]:
    return Counter(type(one).__name__ for one in came if isinstance(one, Exception))


def test_one_of_those_who_change_a_line_at_once_does(case):
    session = case.session
    stakes = [
        StrategyNodeFactory(strategy_id=case.strategy_id, kind=NodeKind.STAKE, code=f"E{n}")
        for n in (1, 2)
    ]
    objective = case.objectives[1]
    session.commit()

    def act(key, does, **values):
        return lambda session: does(
            session, case.by(key), session.get_one(StrategyNode, objective), version=1, **values
        )

    came = case.at_once(
        act("a", word_line, title="Ceci", text=""),
        act("b", word_line, title="Cela", text=""),
        act("c", move_line, parent_id=stakes[0].id),
        act("d", move_line, parent_id=stakes[1].id),
        lambda session: set_aside_line(
            session,
            Writer(case.account_id, "e", "Redit"),
            session.get_one(StrategyNode, objective),
            version=1,
        ),
        case.decide(DecisionKind.FREEZE_STRUCTURE, "f"),
    )
    assert refused(came)["ChangedMeanwhile"] + refused(came)["StructureFrozen"] >= 4
    node = session.get_one(StrategyNode, objective, populate_existing=True)
    assert node.version == 1 + case.count(NodeRevision, node_id=objective) <= 2


def test_a_plan_is_one_thing_whoever_writes_in_it_at_once(case):
    session = case.session
    rows = ({"sheet": "actions", "number": 2, "cells": {"code": "", "title": "De la feuille"}},)
    rows[0]["cells"]["objectives"] = "O1"
    sheet = keep_sheet(session, case.by("s"), case.made.plan, Received("a.csv", "0" * 64, rows))
    mark, plan_id, sheet_id = state_of(session, case.made.plan), case.plan_id, sheet.id
    session.commit()

    def applied(session: Session) -> object:
        plan, kept = session.get_one(Plan, plan_id), session.get_one(PlanImport, sheet_id)
        return apply(session, case.by(""), plan, kept, made_from=mark)

    def written(session: Session) -> object:
        plan = session.get_one(Plan, plan_id)
        return put_new(session, case.by("n"), plan, parent_id=case.objectives[0], title="N").id

    def frozen(session: Session) -> object:
        strategy, plan = session.get_one(Strategy, case.strategy_id), session.get_one(Plan, plan_id)
        return make(session, strategy, NewVersion("V", plan=plan), account_id=None, key="w").number

    came = case.at_once(
        applied,
        applied,
        written,
        written,
        frozen,
        frozen,
        case.change("t1", title="Ceci"),
        case.change("t2", title="Cela"),
        case.decide(DecisionKind.ADOPT_PLAN, "p1", plan_id=plan_id),
        case.decide(DecisionKind.ADOPT_PLAN, "p2", plan_id=plan_id),
    )
    assert session.get_one(Plan, plan_id, populate_existing=True).state is PlanState.IN_FORCE
    assert refused(came)["NothingToChange"] == 1
    titles = Counter(session.scalars(sa.select(PlanAction.title).filter_by(plan_id=plan_id)))
    assert titles["N"] == 1
    assert titles["De la feuille"] <= 1
    assert max(titles.values()) == 1
    assert case.count(StrategyVersion, key="w") == 1
    assert case.count(Decision, kind=DecisionKind.ADOPT_PLAN) == 1
    assert verify(session, case.strategy_id) == []


def test_a_version_goes_each_step_once_and_a_decision_is_taken_once(case):
    session, version_id = case.session, case.version_id
    case.at_once(
        case.decide(DecisionKind.ADOPT_VERSION, "a", version_id=version_id),
        case.decide(DecisionKind.ADOPT_VERSION, "a", version_id=version_id),
        case.decide(DecisionKind.ADOPT_VERSION, "b", version_id=version_id),
    )

    def published(session: Session) -> None:
        version = session.get_one(StrategyVersion, version_id)
        publish(session, version, consultation_id=case.here, account_id=None)

    def moved(session: Session) -> None:
        meeting = session.get_one(Meeting, case.meeting_id)
        plan = MeetingPlan(title="Ailleurs", starts_at=HELD - dt.timedelta(days=9))
        change_meeting(session, meeting, plan, version=1)

    came = case.at_once(published, published, moved)
    assert refused(came) == {"HasDecisions": 1}
    assert [one.act for one in session.query(VersionEvent).order_by(VersionEvent.number)] == [
        "made",
        "adopted",
        "published",
    ]
    numbers = session.scalars(sa.select(Decision.number).order_by(Decision.number)).all()
    assert numbers == [1, 2]
    assert verify(session, case.strategy_id) == []


def test_a_revision_carries_each_action_over_once(case):
    session = case.session
    case.doing(case.decide(DecisionKind.ADOPT_PLAN, "p", plan_id=case.plan_id))()
    session.rollback()
    revision = make_plan(session, case.made.strategy, TERMS, key="r").id
    session.commit()

    def carried(key: str):
        return lambda session: carry_all(session, case.by(key), session.get_one(Plan, revision))

    came = case.at_once(carried("a"), carried("a"), carried("b"))
    assert sorted(came) == [0, 0, 2]
    assert case.count(PlanAction, plan_id=revision) == 2
    assert case.count(PlanEvent, plan_id=revision) == 2


def test_a_suggestion_is_answered_or_withdrawn(case):
    session = case.session
    amendment = Amendment(
        consultation_id=case.here,
        node_id=case.objectives[0],
        participant_id=ParticipantFactory(consultation_id=case.here).id,
        key="k",
        digest="d",
        made_from=1,
        title="Autrement",
        text="",
        reason="",
    )
    session.add(amendment)
    session.commit()
    made_id = amendment.id

    def answered(key: str, state: AmendmentState):
        new = Answer(state, "" if state is AmendmentState.ACCEPTED else "Non.")
        return lambda session: answer(
            session, session.get_one(Amendment, made_id), new, case.by(key), version=1, moment=now()
        )

    came = case.at_once(
        answered("a", AmendmentState.ACCEPTED),
        answered("b", AmendmentState.REFUSED),
        lambda session: withdraw(session, session.get_one(Amendment, made_id)),
    )
    ends = session.get_one(Amendment, made_id, populate_existing=True).state
    node = session.get_one(StrategyNode, case.objectives[0], populate_existing=True)
    assert (node.title == "Autrement") is (ends is AmendmentState.ACCEPTED)
    assert set(refused(came)) == {"AnsweredAlready"}
