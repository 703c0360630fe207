"""Who came: a tally, names from which it follows, seats, and the erasing of names."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from app.models import Activity, Attendee, OrganisationKind, Role, Seat, Workshop
from app.workshops import attendance, seating
from app.workshops.people_lists import Person
from app.workshops.queries import rounds_of, tables_of
from app.workshops.series_services import create_series
from app.workshops.services import NewRound, NewTable, Plan, add_workshop
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.either_database

KIND = OrganisationKind.ASSOCIATION


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def workshop(session, consultation) -> Workshop:
    series = create_series(session, consultation, title="Ateliers", themes=["Argent"])
    return add_workshop(
        session,
        consultation,
        series,
        Plan(place="Nantes"),
        tables=[NewTable()] * 3,
        rounds=[NewRound(20)] * 2,
    )


@pytest.fixture
def activity(workshop) -> Activity:
    return workshop.activity


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/workshops/A01"


@pytest.fixture
def facilitator(consultation, workshop, sign_in):
    return sign_in(consultation, Role.FACILITATOR)


def _kept(session, activity) -> dict[str, int]:
    session.rollback()
    session.refresh(activity)
    return activity.attendance


def _people(session, activity) -> list[Attendee]:
    session.rollback()
    return attendance.people_of(session, activity.id)


def _add(session, activity, number: int) -> None:
    kinds = list(OrganisationKind)
    people = [Person(f"Attablée {at}", "", kinds[at % 4]) for at in range(number)]
    attendance.add_people(session, activity, people)
    session.commit()


def test_people_are_counted_by_type_of_body(session, facilitator, activity, home):
    form = {"association": "12", "state": "3", "union": ""}
    form["made_from"] = attendance.state_of(activity)
    for _ in range(2):
        assert facilitator.post(f"{home}/attendance", data=form).status_code == 302
    assert _kept(session, activity) == {"association": 12, "state": 3}
    page = facilitator.get(home).text
    assert "Service de l’État" in page


def test_people_who_were_counted_under_names_are_counted_by_type(app, session, activity):
    activity.attendance = {"Service de l’État": 2, "Coopérative": 1}
    session.flush()
    scripts = ScriptDirectory(app.extensions["migrate"].directory)
    migration = scripts.get_revision("0004").module
    with Operations.context(MigrationContext.configure(session.connection())):
        migration.count_people_by_kind()
    session.expire_all()
    assert attendance.counts_of(activity) == [
        (OrganisationKind.COOPERATIVE, 1),
        (OrganisationKind.STATE, 2),
    ]


def test_two_people_who_count_at_once_are_told(session, facilitator, activity, home):
    before = attendance.state_of(activity)
    facilitator.post(f"{home}/attendance", data={"association": "5", "made_from": before})
    late = facilitator.post(f"{home}/attendance", data={"association": "9", "made_from": before})
    assert late.status_code == 422
    assert "5 personnes" in late.text
    assert 'value="9"' in late.text
    assert _kept(session, activity) == {"association": 5}
    made_from = late.text.split('name="made_from"')[1].split('value="')[1].split('"')[0]
    again = facilitator.post(
        f"{home}/attendance", data={"association": "9", "made_from": made_from}
    )
    assert again.status_code == 302
    assert _kept(session, activity) == {"association": 9}


@pytest.mark.parametrize("number", ["-1", "10000", "abc", "9" * 40, "1.5", "<b>"])
def test_a_number_that_is_none_is_told_and_changes_nothing(
    session, facilitator, activity, home, number
):
    answer = facilitator.post(f"{home}/attendance", data={"association": number, "state": "2"})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert _kept(session, activity) == {}


def test_the_tally_follows_from_the_names(session, facilitator, activity, home):
    form = {"name": "Ana Roy", "organisation": "Les Prés", "kind": "association"}
    for _ in range(2):
        assert facilitator.post(f"{home}/people", data=form).status_code == 302
    facilitator.post(f"{home}/people", data={**form, "name": "Jo", "kind": "state"})
    assert _kept(session, activity) == {"association": 1, "state": 1}
    (ana, _jo) = _people(session, activity)
    for sentence in ("n’est plus sur la liste", "n’est plus sur la liste"):
        page = facilitator.post(f"{home}/people/{ana.id}/remove", follow_redirects=True).text
        assert sentence in page
    assert _kept(session, activity) == {"state": 1}
    typed = facilitator.post(f"{home}/attendance", data={"association": "9"})
    assert typed.status_code == 422
    assert _kept(session, activity) == {"state": 1}


def test_the_next_person_is_proposed_from_the_same_type_of_body(facilitator, activity, home):
    form = {"name": "Jo", "organisation": "", "kind": "state"}
    page = facilitator.post(f"{home}/people", data=form, follow_redirects=True).text
    assert '<option selected value="state">' in page
    assert facilitator.get(f"{home}/people?kind=%3Cscript%3E").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u200b"),
        ("name", "a\0b"),
        ("name", "x" * 201),
        ("organisation", "x" * 201),
        ("kind", "planet"),
    ],
)
def test_a_wrong_person_is_told_and_not_added(session, facilitator, activity, home, field, value):
    form = {"name": "Ana", "organisation": "Les Prés", "kind": "association", field: value}
    assert facilitator.post(f"{home}/people", data=form).status_code == 422
    assert _people(session, activity) == []


def test_a_list_is_pasted_whole_or_not_at_all(session, facilitator, activity, home):
    form = {"lines": "Ana Roy;Les Prés;Association\nJo;X;planète", "otherwise": "other"}
    refused = facilitator.post(f"{home}/people/list", data=form)
    assert refused.status_code == 422
    assert "planète" in refused.text
    assert _people(session, activity) == []
    form["lines"] = "Ana Roy;Les Prés;Association\nJo\nAna Roy;Les Prés;Association"
    for _ in range(2):
        assert facilitator.post(f"{home}/people/list", data=form).status_code == 302
    assert [one.name for one in _people(session, activity)] == ["Ana Roy", "Jo"]
    assert _kept(session, activity) == {"association": 1, "other": 1}


def test_a_list_has_three_hundred_people_at_most(session, facilitator, activity, home):
    lines = "\n".join(f"Personne {at}" for at in range(attendance.MOST_PEOPLE + 1))
    answer = facilitator.post(f"{home}/people/list", data={"lines": lines, "otherwise": "other"})
    assert answer.status_code == 422
    assert "300" in answer.text
    assert _people(session, activity) == []


def test_erasing_the_names_keeps_the_tally(session, facilitator, activity, home):
    _add(session, activity, 6)
    seating.seat_everybody(
        session, activity, seating.state_of(seating.seating_of(session, activity.id))
    )
    session.commit()
    kept = _kept(session, activity)
    assert "6 noms" in facilitator.post(f"{home}/people/erase", follow_redirects=True).text
    assert _people(session, activity) == []
    assert session.scalar(sa.select(sa.func.count()).select_from(Seat)) == 0
    assert _kept(session, activity) == kept
    assert facilitator.post(f"{home}/people/erase").status_code == 302


@pytest.mark.parametrize("path", ["attendance", "people", "people/list", "seating", "seating.pdf"])
def test_names_are_for_facilitators_and_stewards(
    session, consultation, workshop, sign_in, home, path
):
    for role in (Role.PARTICIPANT, Role.WRITER):
        assert sign_in(consultation, role).get(f"{home}/{path}").status_code == 403
    page = sign_in(consultation, Role.FACILITATOR).get(f"{home}/people").text
    assert "les animateurs et les pilotes de cette démarche les voient, personne d’autre" in page


def test_names_are_not_on_the_pages_of_writers(session, consultation, activity, sign_in, home):
    _add(session, activity, 3)
    assert "Attablée 1" not in sign_in(consultation, Role.WRITER).get(home).text


def _state(session, activity) -> str:
    session.rollback()
    return seating.state_of(seating.seating_of(session, activity.id))


def test_everybody_is_seated_and_moves(session, facilitator, activity, home):
    _add(session, activity, 8)
    form = {"made_from": _state(session, activity)}
    for _ in range(2):
        page = facilitator.post(f"{home}/seating", data=form, follow_redirects=True).text
        assert "Chacun a une place" in page
    session.rollback()
    plan = seating.seating_of(session, activity.id)
    assert plan.without_a_seat == 0
    assert all(first is not second for first, second in (line.tables for line in plan.lines))
    for _table, numbers in plan.sizes:
        assert set(numbers) <= {2, 3}
    assert session.scalar(sa.select(sa.func.count()).select_from(Seat)) == 16


def test_seats_changed_by_hand_are_not_lost_to_somebody_who_did_not_see_them(
    session, facilitator, activity, home
):
    _add(session, activity, 4)
    facilitator.post(f"{home}/seating", data={"made_from": _state(session, activity)})
    shown = _state(session, activity)
    person = _people(session, activity)[0]
    table = tables_of(session, activity.id)[2]
    form = {"round-0": str(table.id), "round-1": ""}
    assert facilitator.post(f"{home}/seating/{person.id}", data=form).status_code == 302
    page = facilitator.post(f"{home}/seating", data={"made_from": shown}, follow_redirects=True)
    assert "entre-temps" in page.text
    assert "Il manque une place à 1 personne" in page.text
    session.rollback()
    line = seating.seating_of(session, activity.id).lines[0]
    assert [one and one.number for one in line.tables] == [3, None]


@pytest.mark.parametrize("table", ["nowhere", "00000000-0000-0000-0000-000000000000", "<b>"])
def test_a_seat_at_no_table_of_the_room_is_refused(session, facilitator, activity, home, table):
    _add(session, activity, 1)
    (person,) = _people(session, activity)
    form = {"round-0": table, "round-1": ""}
    assert facilitator.post(f"{home}/seating/{person.id}", data=form).status_code == 422


def test_nobody_is_seated_without_names_tables_or_rounds(session, facilitator, activity, home):
    answer = facilitator.post(f"{home}/seating", follow_redirects=True)
    assert "il faut des noms" in answer.text
    with pytest.raises(seating.NobodyToSeat):
        seating.seat_everybody(session, activity, "")


def test_somebody_of_another_workshop_is_not_found(
    session, consultation, workshop, facilitator, home
):
    other = add_workshop(session, consultation, workshop.series, Plan(place="Laval"))
    _add(session, other.activity, 1)
    (person,) = _people(session, other.activity)
    assert facilitator.get(f"{home}/seating/{person.id}").status_code == 404
    facilitator.post(f"{home}/people/{person.id}/remove")
    assert len(_people(session, other.activity)) == 1
    assert rounds_of(session, other.activity_id) == []
