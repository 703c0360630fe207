"""An action leaves a plan in preparation, and may come back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import NodeState, PlanAction, PlanState, Role, StrategyNode
from app.strategy.plans.changing import change
from app.strategy.plans.leaving import NotInPreparation, leave
from app.strategy.plans.values import Values
from app.strategy.writing.history import Writer
from tests.action_plans import ActionPlan


@pytest.fixture
def made(session) -> ActionPlan:
    return ActionPlan(session)


def test_an_action_leaves_a_plan_in_preparation_and_comes_back_with_its_history(
    session, made, sign_in
):
    made.possible.text = f"Pour tous[[e:{'a' * 32}]]."
    action, node_id = made.put(), made.possible.id
    assert action.description == "Pour tous."
    change(session, made.by, action, Values(title="Former mieux"), 1)
    session.commit()
    writer = sign_in(made.consultation, Role.WRITER)
    page = f"{made.address}/actions/T1.A1"
    sent = {"key": "k" * 32, "version": "2"}
    assert writer.post(f"{page}/leave", data=sent).status_code == 422
    sent["reason"] = "Une autre la fait"
    for _ in range(2):
        assert writer.post(f"{page}/leave", data=sent).location == made.address
    assert writer.get(page).status_code == 404
    assert "Une autre la fait" in writer.get(f"{made.address}/add").text
    for key in ("a", "a", "b"):
        put = {"key": key * 32, "node": str(node_id), "under": str(made.objectives[0].id)}
        writer.post(f"{made.address}/add", data=put)
        if key == "a":
            session.rollback()
            left = Writer(made.account.id, f"{key}-left", "Non")
            if (row := session.scalar(sa.select(PlanAction))) is not None:
                leave(session, left, made.plan, node_id, version=row.version)
                session.commit()
    session.rollback()
    assert session.scalar(sa.select(PlanAction.title)) == "Former les accompagnateurs"
    assert "Former mieux" in writer.get(page).text
    assert session.get_one(StrategyNode, node_id).state is NodeState.OPEN
    made.plan.state = PlanState.IN_FORCE
    session.commit()
    assert writer.get(f"{page}/leave").status_code == 404
    with pytest.raises(NotInPreparation):
        leave(session, Writer(made.account.id, "late", "Non"), made.plan, node_id, version=1)
