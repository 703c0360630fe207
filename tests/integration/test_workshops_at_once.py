"""Several people who prepare or count at the same moment: nothing is lost, nothing doubled."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import Activity, Attendee, OrganisationKind, Role, Seat, WorkshopSeries
from app.workshops import attendance, seating
from app.workshops.people_lists import Person
from app.workshops.queries import rounds_of
from app.workshops.series_services import create_series
from app.workshops.services import NewRound, NewTable, Plan, add_workshop
from tests.factories import ConsultationFactory
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once

MANY = 6


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def series(session, consultation) -> WorkshopSeries:
    return create_series(session, consultation, title="Ateliers", themes=["Argent"])


@pytest.fixture
def activity(session, consultation, series) -> Activity:
    plan = Plan(place="Nantes")
    workshop = add_workshop(
        session,
        consultation,
        series,
        plan,
        tables=[NewTable()] * 2,
        rounds=[NewRound(20)] * 2,
    )
    return workshop.activity


@pytest.fixture
def people(consultation, activity, sign_in):
    return [sign_in(consultation, Role.STEWARD) for _ in range(MANY)]


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/workshops"


def _new(place: str) -> dict[str, str]:
    fields = {"theme": "", "facilitator": "", "tables": "2", "minutes": "20", "questions": "?"}
    return {**fields, "place": place, "code": "A02"}


def test_workshops_that_are_added_at_once_get_a_code_each(session, people, series, home):
    address = f"{home}/new?series_id={series.id}"
    answers = at_once(
        [
            lambda who=who, place=place: who.post(address, data=_new(f"Ville {place}"))
            for place, who in enumerate(people)
        ]
    )
    assert {one.status_code for one in answers} == {302}
    session.rollback()
    assert set(session.scalars(sa.select(Activity.code))) == {
        f"A{number:02}" for number in range(1, MANY + 2)
    }


def test_one_workshop_that_is_sent_at_once_is_added_once(session, people, series, home):
    address = f"{home}/new?series_id={series.id}"
    answers = at_once([lambda who=who: who.post(address, data=_new("Laval")) for who in people])
    assert {one.headers["Location"] for one in answers} == {f"{home}/A02/room"}
    assert count_of(session, Activity) == 2


def test_one_series_that_is_asked_for_at_once_is_made_once(session, people, home):
    form = {"title": "Automne", "phase": "", "themes": "Un\nDeux"}
    at_once([lambda who=who: who.post(f"{home}/series/new", data=form) for who in people])
    assert count_of(session, WorkshopSeries) == 2


def test_people_who_are_added_at_once_are_all_counted(session, people, activity, home):
    at_once(
        [
            lambda who=who, at=at: who.post(
                f"{home}/A01/people", data={"name": f"Personne {at // 2}", "kind": "state"}
            )
            for at, who in enumerate(people)
        ]
    )
    assert count_of(session, Attendee) == MANY // 2
    session.refresh(activity)
    assert activity.attendance == {"state": MANY // 2}


def test_a_tally_that_is_sent_at_once_is_kept_once_and_the_others_are_told(
    session, people, activity, home
):
    made_from = attendance.state_of(activity)
    answers = at_once(
        [
            lambda who=who, at=at: who.post(
                f"{home}/A01/attendance", data={"state": str(at + 1), "made_from": made_from}
            )
            for at, who in enumerate(people)
        ]
    )
    assert sorted(one.status_code for one in answers) == [302] + [422] * (MANY - 1)


def test_seats_that_are_computed_at_once_are_there_once(session, people, activity, home):
    named = [Person(f"Personne {at}", "", OrganisationKind.STATE) for at in range(4)]
    attendance.add_people(session, activity, named)
    form = {"made_from": seating.state_of(seating.seating_of(session, activity.id))}
    session.commit()
    answers = at_once(
        [lambda who=who: who.post(f"{home}/A01/seating", data=form) for who in people]
    )
    assert {one.status_code for one in answers} == {302}
    assert count_of(session, Seat) == 8


def _state_shown(client, address: str) -> str:
    return client.get(address).text.split('name="made_from"')[1].split('value="')[1].split('"')[0]


def test_a_table_that_is_asked_for_at_once_is_added_once(session, people, home):
    address = f"{home}/A01/room"
    form = {"made_from": _state_shown(people[0], address), "do": "add-table"}
    for at in range(2):
        form |= {f"tables-{at}-title": "", f"tables-{at}-facilitator": ""}
        form |= {f"rounds-{at}-question": "", f"rounds-{at}-minutes": "20"}
    answers = at_once([lambda who=who: who.post(address, data=form) for who in people])
    assert sorted(one.status_code for one in answers) == [302] + [422] * (MANY - 1)


def test_names_that_are_given_to_a_table_at_once_do_not_replace_one_another(people, home):
    address = f"{home}/A01/room"
    form = {"made_from": _state_shown(people[0], address)}
    for at in range(2):
        form |= {f"tables-{at}-title": "", f"tables-{at}-facilitator": ""}
        form |= {f"rounds-{at}-question": "", f"rounds-{at}-minutes": "20"}
    answers = at_once(
        [
            lambda who=who, at=at: who.post(address, data={**form, "tables-0-title": f"Nom {at}"})
            for at, who in enumerate(people)
        ]
    )
    assert sorted(one.status_code for one in answers) == [302] + [422] * (MANY - 1)


@pytest.mark.parametrize("field", ["title", "themes-0"])
def test_a_series_that_is_changed_at_once_is_changed_by_one(people, series, home, field):
    address = f"{home}/series/{series.id}"
    form = {"title": "Ateliers", "phase": "", "themes-0": "Argent"}
    form["made_from"] = _state_shown(people[0], address)
    answers = at_once(
        [
            lambda who=who, at=at: who.post(address, data={**form, field: f"Nom {at}"})
            for at, who in enumerate(people)
        ]
    )
    assert sorted(one.status_code for one in answers) == [302] + [422] * (MANY - 1)


def test_a_workshop_that_is_changed_at_once_is_changed_by_one(people, home):
    address = f"{home}/A01/edit"
    form = {"theme": "", "facilitator": "", "made_from": _state_shown(people[0], address)}
    answers = at_once(
        [
            lambda who=who, at=at: who.post(address, data={**form, "place": f"Ville {at}"})
            for at, who in enumerate(people)
        ]
    )
    assert sorted(one.status_code for one in answers) == [302] + [422] * (MANY - 1)


def test_a_round_that_is_started_at_once_begins_once(session, people, activity, home):
    one = rounds_of(session, activity.id)[0]
    session.commit()
    address = f"{home}/A01/rounds/{one.id}/start"
    answers = at_once(
        [lambda who=who: who.post(address, follow_redirects=True).text for who in people]
    )
    assert sum("a commencé" in page for page in answers) == 1
