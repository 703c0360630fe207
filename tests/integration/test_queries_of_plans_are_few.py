"""A plan costs as many queries with ten times the actions."""

from __future__ import annotations

import pytest

from app.models import Indicator, Measure, NodeKind, PartnerPart, Role
from app.models.types import today
from app.strategy.plans.action_lines import Party
from app.strategy.plans.adding import put_lines
from app.strategy.plans.changing import change
from app.strategy.plans.values import Values
from tests.action_plans import ActionPlan
from tests.factories import StrategyNodeFactory
from tests.integration.counting import MOST, counted

# The application asks both databases the same: counting once is enough.
pytestmark = pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")


def test_every_view_of_a_plan_costs_as_many_queries_with_ten_times_the_actions(session, sign_in):
    counts: dict[str, list[int]] = {}
    for number in (2, 20):
        made = ActionPlan(session)
        for place in range(number):
            action = made.write(f"Action {place}")
            lead = Party(PartnerPart.LEAD, f"Pilote {place}")
            values = Values(partners=(lead,), is_specific=True, territories=("Sarthe",))
            change(session, made.by, action, values, action.version)
            one = Indicator(node_id=action.node_id, name="Compte")
            session.add(one)
            session.flush()
            session.add(Measure(indicator_id=one.id, key="k", measured_on=today(), value=place))
        session.commit()
        writer = sign_in(made.consultation, Role.WRITER)
        views = (
            "",
            "/objectives",
            "/leads",
            "/calendar",
            "/board",
            "/map",
            "/add",
            "/sheets",
            "/reports",
            "/comparison",
        )
        for view in (*views, "/actions/O1.A1", "/actions/O1.A1/edit"):
            with counted(session.get_bind()) as statements:
                assert writer.get(made.address + view).status_code == 200, view
            counts.setdefault(view, []).append(len(statements))
    assert {view: few for view, (few, many) in counts.items() if few != many} == {}
    # The page of an action says besides what leads to it, what is counted and what changed.
    assert {view: found for view, found in counts.items() if found[1] > MOST + 4} == {}


def test_putting_actions_into_a_plan_costs_as_many_queries_with_ten_times_the_actions(session):
    counts = []
    for number in (2, 20):
        made = ActionPlan(session)
        ids = [
            StrategyNodeFactory(
                strategy_id=made.strategy.id,
                kind=NodeKind.ACTION,
                parent_id=made.objectives[place % 2].id,
                code=f"O.A{place}",
            ).id
            for place in range(number)
        ]
        session.expire_all()
        with counted(session.get_bind()) as statements:
            put = put_lines(session, made.by, made.plan, ids)
        counts.append(len(statements))
        session.rollback()
        assert len(put) == number
    assert counts[0] == counts[1]
