"""What an action may be, and what is worth a look in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from app.models import ActionState, OrganisationKind, PartnerPart
from app.strategy.plans.action_lines import Party
from app.strategy.plans.doubts import Doubt, doubts_of
from app.strategy.plans.states import NEXT
from app.strategy.plans.values import Fault, faults_of, settled
from tests.unit.strategy.plans.lines import action, node, served

LEAD, FUNDER = PartnerPart.LEAD, PartnerPart.FUNDER
DAY = dt.date(2017, 6, 1)


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"title": "  "}, {"title": Fault.MISSING}),
        ({"title": "x" * 501}, {"title": Fault.TOO_LONG}),
        ({"state": ActionState.DONE}, {"state": Fault.NOT_NEXT}),
        ({"state": ActionState.STOPPED, "reason": " "}, {"reason": Fault.NO_REASON}),
        ({"is_specific": True}, {"territories": Fault.NOTHING_CHOSEN}),
        (
            {"is_specific": True, "territories": ("Atlantide",)},
            {"territories": Fault.UNKNOWN_TERRITORY},
        ),
        (
            {"starts_on": DAY, "ends_on": DAY - dt.timedelta(days=1)},
            {"ends_on": Fault.ENDS_FIRST},
        ),
        ({"starts_on": dt.date(16, 1, 1)}, {"starts_on": Fault.NO_SUCH_YEAR}),
        ({"budget": -1}, {"budget": Fault.NOT_AN_AMOUNT}),
        ({"budget": 10**18}, {"budget": Fault.NOT_AN_AMOUNT}),
        ({"progress": 101}, {"progress": Fault.NOT_A_PERCENT}),
        (
            {"weight": 0, "priority": 0},
            {"weight": Fault.NOT_A_WEIGHT, "priority": Fault.NOT_A_PRIORITY},
        ),
        ({"partners": (Party(LEAD, "A"), Party(LEAD, "B"))}, {"partners": Fault.TWO_LEADS}),
        ({"partners": (Party(FUNDER, "A"), Party(FUNDER, "A"))}, {"partners": Fault.TWICE}),
        ({"partners": (Party(LEAD, "A", amount=1),)}, {"partners": Fault.PARTNER_AMOUNT}),
        ({"partners": (Party(FUNDER, "A", amount=10**18),)}, {"partners": Fault.NOT_AN_AMOUNT}),
        ({"partners": (Party(FUNDER, " "),)}, {"partners": Fault.MISSING}),
        ({"budget": 0, "progress": 100, "ends_on": DAY, "starts_on": DAY}, {}),
    ],
)
def test_a_value_that_cannot_be_kept_is_named(values: dict[str, Any], faults: Any) -> None:
    before = action()
    assert faults_of(before, replace(before, **values), ["Sarthe"]) == faults


def test_an_action_keeps_a_place_that_left_the_list() -> None:
    before = action(is_specific=True, territories=("Ancienne",))
    wanted = replace(before, territories=("Ancienne", "Sarthe"))
    assert faults_of(before, wanted, ["Sarthe"]) == {}


def test_what_follows_from_a_state_follows_by_itself() -> None:
    done = settled(action(state=ActionState.DONE, reason="x", progress=60))
    assert (done.progress, done.reason) == (100, "")
    told = action(territories=("Sarthe",), kinds=(OrganisationKind.MUTUAL,))
    assert settled(told).territories == settled(told).kinds == ()


def test_every_state_leads_somewhere_and_to_a_stop_with_a_reason_or_after_one_step_back() -> None:
    assert set(NEXT) == set(ActionState)
    assert all(NEXT.values())
    for before, afters in NEXT.items():
        assert before not in afters
        if before is not ActionState.STOPPED:
            back = set().union(*(NEXT[one] for one in afters))
            assert ActionState.STOPPED in back | set(afters)


def test_what_is_worth_a_look_is_said_and_not_refused() -> None:
    whole = action(
        state=ActionState.UNDER_WAY,
        objectives=served(node()),
        partners=(Party(LEAD, "La Région"), Party(FUNDER, "L’État", amount=60)),
        budget=50,
        starts_on=dt.date(2015, 1, 1),
        ends_on=dt.date(2017, 5, 31),
    )
    of_plan = {"starts_on": dt.date(2016, 1, 1), "ends_on": dt.date(2018, 1, 1), "day": DAY}
    found = doubts_of(whole, **of_plan)
    assert found == (Doubt.FUNDED_BEYOND, Doubt.OUTSIDE_PLAN, Doubt.LATE)
    assert doubts_of(replace(whole, state=ActionState.STOPPED), **of_plan) == ()
    # A plan that has ended is looked at as it was on its last day.
    until_its_end = replace(
        whole, budget=60, starts_on=dt.date(2017, 1, 1), ends_on=of_plan["ends_on"]
    )
    assert doubts_of(until_its_end, **{**of_plan, "day": dt.date(2026, 1, 1)}) == ()
    bare = action(starts_on=dt.date(2017, 5, 1))
    assert doubts_of(bare, **of_plan) == (Doubt.NOT_BEGUN, Doubt.NO_LEAD, Doubt.NO_OBJECTIVE)
