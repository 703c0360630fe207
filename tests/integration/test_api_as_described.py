"""The API answers as its description says, whatever is asked."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from app.models import PlanState
from tests.action_plans import ActionPlan
from tests.governed import add_governance

pytestmark = pytest.mark.either_database


def test_the_api_answers_as_it_is_described_whatever_is_asked(app, session):
    plan = ActionPlan(session)
    plan.put()
    plan.plan.state = PlanState.IN_FORCE
    add_governance(session, plan.consultation)
    session.commit()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) == 11

    for operation in operations:

        @settings(
            max_examples=3,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            deadline=None,
        )
        @given(case=operation.as_strategy())
        def asked(case):
            known = {"slug": plan.consultation.slug, "number": "1"}
            case.path_parameters.update(
                {name: known[name] for name in case.path_parameters if name in known}
            )
            answer = case.call()
            assert answer.status_code < 500
            case.validate_response(answer)

        asked()
