"""Pages of plans: who sees a draft, each view, forms that are refused or stale."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    ActionState,
    Indicator,
    Measure,
    PlanAction,
    PlanState,
    PointKind,
    Role,
)
from app.models.types import today
from app.strategy.plans.changing import change
from app.strategy.plans.queries import line_of
from app.strategy.plans.values import Values
from tests.action_plans import ActionPlan
from tests.factories import PointFactory

pytestmark = pytest.mark.either_database

VIEWS = ("", "/objectives", "/leads", "/calendar", "/board", "/map", "/market")


@pytest.fixture
def made(session) -> ActionPlan:
    return ActionPlan(session)


def test_a_plan_in_preparation_is_for_the_team_and_one_in_force_for_all(
    session, made, client, sign_in
):
    action = made.put()
    values = Values(
        is_specific=True,
        territories=("Sarthe",),
        is_market=True,
        objectives=(made.objectives[0].id,),
        starts_on=made.plan.starts_on,
        ends_on=made.plan.ends_on,
    )
    change(session, made.by, action, values, 1)
    session.commit()
    address, title = made.address, action.title
    assert client.get(address).status_code == 404
    assert title not in client.get(f"{made.home}/plans").text
    writer = sign_in(made.consultation, Role.WRITER)
    for view in VIEWS:
        page = writer.get(address + view)
        assert page.status_code == 200, view
        assert title in page.text, view
    made.plan.state = PlanState.IN_FORCE
    session.commit()
    assert title in client.get(f"{address}?territory=Sarthe&objective=O1&state=proposed").text
    assert title not in client.get(f"{address}?territory=Mayenne").text
    assert client.get(f"{address}?state=somewhere").status_code == 404
    page = client.get(f"{address}/actions/T1.A1").text
    assert "Sarthe" in page
    # Who changed what is for the team.
    assert made.account.name not in page
    assert made.account.name in writer.get(f"{address}/actions/T1.A1").text


def test_a_form_that_is_stale_shows_both_and_one_that_is_refused_keeps_what_was_typed(
    session, made, sign_in
):
    action = made.put()
    change(session, made.by, action, Values(title="Ce que l’autre a écrit", budget=70), 1)
    session.commit()
    writer = sign_in(made.consultation, Role.WRITER)
    address = f"{made.address}/actions/T1.A1"
    form = {
        "version": "1",
        "title": "Ce que j’ai écrit",
        "lead": "La Région",
        "partners": "L’État\r\nLa chambre\r\n\r\n",
        "funders-0-name": "La Région",
        "funders-0-amount": "12 000 €",
        "scope": "some",
        "territories": ["Sarthe"],
        "objectives": [str(made.objectives[0].id)],
        "budget": "40 000",
        "weight": "2",
        "progress": "30",
    }
    stale = writer.post(f"{address}/edit", data=form)
    assert stale.status_code == 422
    assert "Ce que j’ai écrit" in stale.text
    assert "Ce que l’autre a écrit" in stale.text
    hostile = {
        **form,
        "version": "2",
        "progress": "101",
        "budget": str(10**18),
        "ends_on": "0016-01-01",
    }
    refused = writer.post(f"{address}/edit", data=hostile)
    assert refused.status_code == 422
    assert refused.text.count('class="field__error"') == 3
    for _ in range(2):
        assert writer.post(f"{address}/edit", data={**form, "version": "2"}).status_code == 302
    session.rollback()
    line = line_of(session, session.get_one(PlanAction, action.id))
    assert (line.title, line.budget, line.version) == ("Ce que j’ai écrit", 40_000, 3)
    assert [(one.part.value, one.name, one.amount) for one in line.partners] == [
        ("lead", "La Région", None),
        ("partner", "L’État", None),
        ("partner", "La chambre", None),
        ("funder", "La Région", 12_000),
    ]
    assert (
        writer.post(f"{address}/state", data={"version": "3", "state": "stopped"}).status_code
        == 422
    )
    assert (
        writer.post(f"{address}/state", data={"version": "3", "state": "done"}).status_code == 422
    )
    back = f"{made.address}/board"
    moved = writer.post(f"{address}/state", data={"version": "3", "state": "adopted", "back": back})
    assert moved.location == back
    quick = {"version": "4", "state": "under_way", "progress": "55"}
    assert writer.post(f"{address}/quick", data={**quick, "progress": "-5"}).status_code == 422
    assert writer.post(f"{address}/quick", data=quick).status_code == 302
    session.rollback()
    after = session.get_one(PlanAction, action.id)
    assert (after.state, after.progress) == (ActionState.UNDER_WAY, 55)


def test_actions_are_put_into_a_plan_once_however_often_the_form_is_sent(session, made, sign_in):
    point = PointFactory(
        consultation_id=made.consultation.id, kind=PointKind.ACTION, title="Un fonds commun"
    )
    session.commit()
    writer = sign_in(made.consultation, Role.WRITER)
    page = writer.get(f"{made.address}/add").text
    assert "Former les accompagnateurs" in page
    assert "Un fonds commun" in page
    put = {
        "node": [str(made.possible.id)],
        "point": [str(point.id)],
        "under": str(made.objectives[0].id),
    }
    new = {"key": "n" * 40, "title": "Toute nouvelle", "parent": str(made.objectives[1].id)}
    for _ in range(2):
        assert writer.post(f"{made.address}/add", data=put).status_code == 302
        assert writer.post(f"{made.address}/add/new", data=new).status_code == 302
    session.rollback()
    assert sorted(session.scalars(sa.select(PlanAction.title))) == [
        "Former les accompagnateurs",
        "Toute nouvelle",
        "Un fonds commun",
    ]
    assert writer.post(f"{made.address}/add", data={"under": put["under"]}).status_code == 422
    foreign = {**put, "node": [str(point.id)]}
    assert writer.post(f"{made.address}/add", data=foreign).status_code == 404
    steward = sign_in(made.consultation, Role.STEWARD)
    terms = {
        "key": "p" * 40,
        "title": "Deuxième plan",
        "starts_on": "2019-01-01",
        "ends_on": "2018-01-01",
        "report_every": "6",
    }
    assert steward.post(f"{made.home}/plans/new", data=terms).status_code == 422
    for _ in range(2):
        page = steward.post(f"{made.home}/plans/new", data={**terms, "ends_on": "2020-12-31"})
        assert page.location == f"{made.home}/plans/2"


def test_a_measure_is_corrected_by_another_one_and_both_are_kept(session, made, sign_in):
    made.put()
    session.commit()
    writer = sign_in(made.consultation, Role.WRITER)
    address = f"{made.address}/actions/T1.A1"
    terms = {"name": "Personnes formées", "unit": "personnes", "baseline": "0", "target": "1 200,5"}
    for _ in range(2):
        assert writer.post(f"{address}/indicators/new", data=terms).status_code == 302
    assert (
        writer.post(f"{address}/indicators/new", data={**terms, "target": "3"}).status_code == 422
    )
    page = writer.get(address).text
    one = page.split("/measures")[0].rsplit("/", 1)[1]
    measures = f"{address}/indicators/{one}/measures"
    for key, day, value in (
        ("a" * 40, "2017-06-30", "12"),
        ("a" * 40, "2017-06-30", "12"),
        ("b" * 40, "2017-12-31", "70"),
        ("c" * 40, "2017-06-30", "25"),
        ("d" * 40, "2017-12-31", ""),
    ):
        sent = writer.post(measures, data={"key": key, "measured_on": day, "value": value})
        assert sent.status_code == 302
    for wrong in ("NaN", "1e9", "9" * 12, "1,23456"):
        data = {"key": "e" * 40, "measured_on": "2017-01-01", "value": wrong}
        assert writer.post(measures, data=data).status_code == 422
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Measure)) == 4
    page = writer.get(address).text
    assert page.count('data-label="personnes"') == 2  # the baseline, and what counts
    assert writer.get(f"{address}/indicators/{one}/chart.svg").status_code == 200


def test_an_objective_has_indicators_that_everybody_reads(session, made, client, sign_in):
    session.commit()
    writer, home = sign_in(made.consultation, Role.WRITER), f"{made.home}/strategy/indicators"
    assert "O1" not in client.get(home).text
    sent = {"name": "Structures formées", "unit": "structures", "target": "40"}
    assert writer.post(f"{home}/O1/new", data=sent).location == f"{home}#objective-O1"
    assert writer.post(f"{home}/O1/new", data={**sent, "target": "50"}).status_code == 422
    one = session.query(Indicator).one()
    measured = {"key": "k" * 32, "measured_on": today().isoformat(), "value": "12,5"}
    for _ in range(2):
        assert writer.post(f"{home}/O1/{one.id}/measures", data=measured).status_code == 302
    page = client.get(home).text
    assert "Structures formées" in page
    assert "12,5" in page
    assert "/new" not in page
    assert client.get(f"{home}/O1/{one.id}/chart.svg").mimetype == "image/svg+xml"
    assert client.get(f"{home}/O2/{one.id}/chart.svg").status_code == 404
    session.rollback()
    assert session.query(Measure).count() == 1
