"""The API: what everybody reads on the pages and nothing more, whatever is asked."""

from __future__ import annotations

import pytest

from app.models import ContributionState, Plan, PlanState
from tests.action_plans import ActionPlan
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    contribution_with_excerpt,
    idea_of,
)
from tests.governed import add_governance

API = "/api/v1/consultations"


@pytest.fixture
def consultation(session):
    plan = ActionPlan(session)
    plan.put()
    plan.write("Une autre")
    add_governance(session, plan.consultation)
    box = IdeaBoxFactory(
        activity=ActivityFactory(consultation_id=plan.consultation.id, channel="idea_box")
    )
    for number in range(3):
        idea_of(box, f"Idée {number}")
    idea_of(box, "Retirée", state=ContributionState.WITHDRAWN)
    idea_of(box, "Retenue", state=ContributionState.HELD)
    idea_of(box, "À moi", "Écrivez à jean.dupont@example.org.")
    contribution_with_excerpt(box.activity, "Dit à l’équipe seule.")
    session.commit()
    return plan.consultation


def test_only_what_is_public_is_read_page_by_page_without_cookies(session, client, consultation):
    hidden = ConsultationFactory(state="draft")
    session.commit()
    home = f"{API}/{consultation.slug}"
    said, after = [], ""

    while after is not None:
        answer = client.get(f"{home}/contributions?limit=2&after={after}")
        assert "Set-Cookie" not in answer.headers
        assert len(answer.json["items"]) <= 2
        said += answer.json["items"]
        after = answer.json["next"]

    assert [one["title"] for one in said] == ["Idée 0", "Idée 1", "Idée 2", ""]
    assert [one["words_left_out"] for one in said] == [False, False, False, True]
    assert client.get(f"{home}/plans").json["items"] == []
    assert client.get(f"{home}/plans/1/actions").status_code == 404
    assert client.get(f"{home}/versions").json["items"] == []
    assert len(client.get(f"{home}/decisions").json["items"]) == 1
    assert client.get(f"{home}/became").json["is_public"] is False
    assert {one["code"] for one in client.get(f"{home}/strategy").json["lines"]} >= {"O1", "O2"}
    assert client.get(f"{API}/{hidden.slug}").status_code == 404
    assert hidden.slug not in client.get(API).text


def test_words_without_a_page_are_read_once_the_charter_makes_what_became_of_them_public(
    session, client, consultation
):
    activity = ActivityFactory(consultation_id=consultation.id)
    contribution_with_excerpt(activity, "Sans page.", state=ContributionState.PUBLISHED)
    session.commit()
    address = f"{API}/{consultation.slug}/contributions"
    assert "Sans page." not in client.get(address).get_data(as_text=True)

    CharterFactory(consultation_id=consultation.id, decisions_are_public=True)
    session.commit()

    texts = [one["text"] for one in client.get(address).json["items"]]
    assert "Sans page." in texts
    assert client.get(f"{API}/{consultation.slug}/became").json["excerpts"]["waiting"] == 6


def test_answers_are_kept_by_caches_and_errors_are_problems(client, consultation):
    address = f"{API}/{consultation.slug}"
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in first.headers["Cache-Control"]
    nowhere = ((f"{API}/nobody", 404), ("/api/v2/none/at/all", 404), (f"{API}?after=%00", 400))
    for wrong, status in (*nowhere, (f"{API}?limit=0", 422)):
        answer = client.get(wrong)
        assert answer.status_code == status
        assert answer.content_type == "application/problem+json"
        assert answer.json["status"] == status
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.post(API).json["status"] == 405
    page = client.get("/api/v1").text
    assert "/api/v1/consultations/{slug}/contributions" in page


def test_the_actions_of_a_plan_are_read_page_by_page_in_its_order(session, client, consultation):
    plan = session.query(Plan).one()
    plan.state = PlanState.IN_FORCE
    session.commit()
    home = f"{API}/{consultation.slug}/plans"
    assert [one["number"] for one in client.get(f"{home}?limit=1").json["items"]] == [1]

    first = client.get(f"{home}/1/actions?limit=1").json
    second = client.get(f"{home}/1/actions?limit=1&after={first['next']}").json

    titles = [one["title"] for page in (first, second) for one in page["items"]]
    assert titles == ["Former les accompagnateurs", "Une autre"]
    assert second["next"] is None
