"""A plan is revised: what becomes of each action, by whom it may be said, both plans compared."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.models import ActionFate, ActionState, PartnerPart, Plan, PlanAction, PlanState, Role
from app.strategy.plans.action_lines import Party
from app.strategy.plans.changing import change
from app.strategy.plans.making import Terms, make_plan
from app.strategy.plans.queries import actions_of, line_of
from app.strategy.plans.revising.carrying import (
    NotInRevision,
    NotOfPlanBefore,
    carry_all,
    decide_fate,
)
from app.strategy.plans.revising.comparing import compare
from app.strategy.plans.revising.queries import undecided
from app.strategy.plans.values import ActionRefused, Values
from tests.action_plans import ActionPlan

NEXT = Terms("Plan d’actions 2018–2020", dt.date(2018, 12, 1), dt.date(2020, 11, 30))


@pytest.fixture
def made(session) -> ActionPlan:
    """A plan in force of three actions: one led and under way, one adopted, one done."""
    made = ActionPlan(session)
    steps = (ActionState.ADOPTED, ActionState.UNDER_WAY, ActionState.DONE)
    for number in (2, 1, 3):
        action = made.write(f"Action {number}")
        for state in steps[:number]:
            change(session, made.by, action, Values(state=state), action.version)
        lead = Values(partners=(Party(PartnerPart.LEAD, "La Région"),), budget=1_000)
        change(session, made.by, action, lead, action.version)
    made.plan.state = PlanState.IN_FORCE
    session.commit()
    return made


def _second(session, made) -> Plan:
    return make_plan(session, made.strategy, NEXT, key="second")


def test_each_action_is_carried_over_changed_or_closed_with_a_reason(session, made):
    plan = _second(session, made)
    led, adopted, done = (one.node_id for one in actions_of(session, made.plan.id))
    row = decide_fate(session, made.by, plan, led, ActionFate.CARRIED)
    assert line_of(session, row).budget == 1_000
    # Written otherwise since: it is not as it was.
    change(session, made.by, row, Values(progress=30), row.version)
    assert row.fate is ActionFate.CARRIED
    change(session, made.by, row, Values(title="Former mieux"), row.version)
    assert row.fate is ActionFate.CHANGED
    with pytest.raises(ActionRefused):
        decide_fate(session, made.by, plan, adopted, ActionFate.CLOSED, " ")
    by = made.by
    for _twice in range(2):
        closed = decide_fate(session, by, plan, adopted, ActionFate.CLOSED, "Sans suite.")
    assert (closed.state, closed.reason) == (ActionState.STOPPED, "Sans suite.")
    again = decide_fate(session, made.by, plan, adopted, ActionFate.CARRIED, version=closed.version)
    assert (again.id, again.state, again.reason) == (closed.id, ActionState.ADOPTED, "")
    new = _added(session, made, plan)
    assert [one.node_id for one in undecided(session, plan, made.plan)] == [done]
    comparison = compare(session, plan, made.plan)
    assert {one.line.node_id: one.fate for one in comparison.actions} == {
        led: ActionFate.CHANGED,
        adopted: ActionFate.CARRIED,
        new.node_id: ActionFate.ADDED,
        done: None,
    }
    reworded = comparison.of(ActionFate.CHANGED)[0].changes[0]
    kinds = [(one.kind, one.text.strip()) for one in reworded.words if one.text.strip()]
    assert kinds == [("removed", "Action 2"), ("added", "Former mieux")]
    assert comparison.of(ActionFate.ADDED)[0].sources.excerpts == 0


def _added(session, made, plan) -> PlanAction:
    first, made.plan = made.plan, plan
    action = made.put()
    made.plan = first
    return action


def test_what_is_of_no_plan_before_has_no_fate(session, made):
    plan = _second(session, made)
    with pytest.raises(NotOfPlanBefore):
        decide_fate(session, made.by, plan, made.possible.id, ActionFate.CARRIED)
    with pytest.raises(NotInRevision):
        carry_all(session, made.by, made.plan)


def test_a_steward_revises_on_pages_and_readers_compare_once_it_is_adopted(
    session, made, client, sign_in
):
    steward = sign_in(made.consultation, Role.STEWARD)
    form = {"key": "k" * 32, "title": NEXT.title, "report_every": "6"}
    form |= {"starts_on": "2018-12-01", "ends_on": "2020-11-30"}
    assert made.plan.title in steward.get(f"{made.home}/plans/new").text
    home = f"{made.home}/plans/2"
    assert steward.post(f"{made.home}/plans/new", data=form).location == f"{home}/revision"
    assert "Action 2" in steward.get(f"{home}/revision").text
    assert client.get(f"{home}/comparison").status_code == 404
    first, second = f"{home}/revision/O1.A1", f"{home}/revision/O1.A2"
    assert steward.post(first, data={"version": "0", "fate": "closed"}).status_code == 422
    changed = {"version": "0", "fate": "changed", "reason": "Plus large."}
    assert "/actions/O1.A1/edit" in steward.post(first, data=changed).location
    # Somebody whose page is older does not undo it.
    stale = steward.post(first, data={"version": "0", "fate": "carried"})
    assert stale.status_code == 422
    assert steward.post(second, data={"version": "0", "fate": "carried"}).location.endswith("A3")
    assert steward.get(f"{home}/revision/O9.A9").status_code == 404
    for _twice in range(2):
        assert steward.post(f"{home}/revision", data={"what": "ended"}).status_code == 302
    session.rollback()
    plan = session.scalars(sa.select(Plan).where(Plan.number == 2)).one()
    fates = [one.fate.value for one in actions_of(session, plan.id)]
    assert fates == ["changed", "carried", "closed"]
    page = steward.get(f"{home}/comparison?fate=closed").text
    assert "Action 3" in page
    plan.state, made.plan.state = PlanState.IN_FORCE, PlanState.CLOSED
    session.commit()
    page = client.get(f"{home}/comparison")
    assert "Action 2" in page.text
    assert client.get(f"{home}/comparison?fate=elsewhere").status_code == 404
    assert client.get(f"{made.address}/comparison").status_code == 200
