"""Series, workshops, tables and rounds: made once, changed by one person at a time."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.models import (
    Activity,
    Attendee,
    Channel,
    OrganisationKind,
    Phase,
    Role,
    RoomTable,
    Round,
    Workshop,
    WorkshopSeries,
)
from app.workshops import layout
from app.workshops.queries import rounds_of, tables_of
from app.workshops.series_services import create_series
from app.workshops.services import NewRound, NewTable, Plan, add_workshop, next_code
from app.workshops.services import state_of as state_of_workshop
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    NoteFactory,
)
from tests.integration.counting import count_of

pytestmark = pytest.mark.either_database

THEMES = ["Financement", "Emploi"]


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def series(session, consultation) -> WorkshopSeries:
    return create_series(session, consultation, title="Ateliers", themes=THEMES)


@pytest.fixture
def workshop(session, consultation, series) -> Workshop:
    return add_workshop(
        session,
        consultation,
        series,
        Plan(
            theme_id=series.themes[0].id,
            place="Nantes",
            day=dt.date(2016, 5, 10),
            starts=dt.time(14),
            ends=dt.time(17, 30),
        ),
        tables=[NewTable("Ronde"), NewTable()],
        rounds=[NewRound(20, "Quoi ?"), NewRound(25)],
        attendance={OrganisationKind.STATE: 2, OrganisationKind.UNION: 0},
    )


@pytest.fixture
def steward(session, consultation, workshop, sign_in):
    return sign_in(consultation, Role.STEWARD)


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/workshops"


def _plan(workshop, **values: str) -> dict[str, str]:
    return {
        "theme": str(workshop.theme_id),
        "facilitator": "",
        "place": "Angers",
        "day": "2016-06-01",
        "starts": "09:00",
        "ends": "12:00",
        **values,
    }


def test_a_workshop_is_an_activity_with_its_theme_its_town_and_its_hours_in_paris(workshop):
    activity = workshop.activity
    assert (activity.channel, activity.code) == (Channel.WORKSHOP, "A01")
    assert (activity.title, activity.subject) == ("Nantes – Financement", "Financement")
    assert activity.starts_on == activity.ends_on == dt.date(2016, 5, 10)
    assert workshop.starts_at == dt.datetime(2016, 5, 10, 12, tzinfo=dt.UTC)
    assert activity.attendance == {"state": 2}


def test_the_next_code_follows_the_highest(session, consultation):
    for code in ("A02", "A10", "Q99", "A1x"):
        ActivityFactory(consultation_id=consultation.id, code=code)
    assert next_code(session, consultation.id) == "A11"


def test_a_code_that_is_taken_gives_the_next_one(session, consultation, series, workshop):
    other = add_workshop(session, consultation, series, Plan(place="Laval"), code="A01")
    assert other.activity.code == "A02"


def test_the_same_plan_sent_twice_is_one_workshop(session, steward, workshop, home):
    form = _plan(workshop, code="A02", tables="3", minutes="20", questions="Un ?\nDeux ?")
    address = f"{home}/new?series_id={workshop.series_id}"
    answers = [steward.post(address, data=form) for _ in range(2)]
    assert [one.headers["Location"] for one in answers] == [f"{home}/A02/room"] * 2
    assert count_of(session, Workshop) == 2
    made = session.scalars(sa.select(Activity).where(Activity.code == "A02")).one()
    assert len(tables_of(session, made.id)) == 3
    assert [one.question for one in rounds_of(session, made.id)] == ["Un ?", "Deux ?"]


def test_a_duplicate_has_the_same_tables_and_rounds(session, steward, workshop, home):
    page = steward.get(f"{home}/A01/duplicate").text
    assert 'value="A02"' in page
    answer = steward.post(f"{home}/A01/duplicate", data=_plan(workshop, code="A02"))
    assert answer.headers["Location"] == f"{home}/A02"
    session.rollback()
    made = session.scalars(sa.select(Activity).where(Activity.code == "A02")).one()
    assert [one.title for one in tables_of(session, made.id)] == ["Ronde", ""]
    assert [one.minutes for one in rounds_of(session, made.id)] == [20, 25]
    assert made.attendance == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2016-13-45"),
        ("day", "0001-01-01"),
        ("day", ""),
        ("ends", "08:00"),
        ("starts", "25:99"),
        ("theme", "none"),
        ("facilitator", "00000000-0000-0000-0000-000000000000"),
        ("place", "x" * 121),
        ("place", "a\0b"),
        ("tables", "41"),
        ("tables", "-1"),
        ("minutes", "0"),
        ("minutes", "9" * 30),
        ("questions", "?\n" * 13),
    ],
)
def test_a_wrong_field_is_told_and_adds_nothing(session, steward, workshop, home, field, value):
    form = _plan(workshop, code="A02", tables="3", minutes="20", questions="Un ?")
    form[field] = value
    answer = steward.post(f"{home}/new?series_id={workshop.series_id}", data=form)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "Un ?" in answer.text or field == "questions"
    assert count_of(session, Workshop) == 1


def test_a_lead_is_somebody_who_may_facilitate(session, steward, workshop, home, sign_in):
    stranger = AccountFactory()
    session.commit()
    answer = steward.post(f"{home}/A01/edit", data=_plan(workshop, facilitator=str(stranger.id)))
    assert answer.status_code == 422


def test_a_workshop_is_changed_by_one_person_at_a_time(session, steward, workshop, home):
    form = _plan(workshop, made_from=state_of_workshop(workshop))
    session.commit()
    assert steward.post(f"{home}/A01/edit", data=form).status_code == 302
    assert steward.post(f"{home}/A01/edit", data=form).status_code == 302, "sent again: thanked"
    late = steward.post(f"{home}/A01/edit", data={**form, "place": "Laval"})
    assert late.status_code == 422
    assert "entre-temps" in late.text
    session.rollback()
    session.refresh(workshop.activity)
    assert workshop.activity.place == "Angers"


def test_workshops_follow_the_themes_and_the_phase_of_their_series(
    session, steward, consultation, workshop, home
):
    phase = Phase(consultation_id=consultation.id, code="d", title="Diagnostic", position=0)
    session.add(phase)
    session.commit()
    address = f"{home}/series/{workshop.series_id}"
    page = steward.get(address).text
    made_from = page.split('name="made_from"')[1].split('value="')[1].split('"')[0]
    form = {
        "title": "Ateliers",
        "phase": str(phase.id),
        "made_from": made_from,
        "themes-0": "Argent",
        "themes-1": "Emploi",
        "added": "Culture",
        "do": "down:0",
    }
    assert steward.post(address, data=form).status_code == 302
    late = steward.post(address, data=form)
    assert late.status_code == 422
    session.rollback()
    session.expire_all()
    assert [theme.title for theme in workshop.series.themes] == ["Emploi", "Argent", "Culture"]
    assert workshop.activity.subject == "Argent"
    assert workshop.activity.phase_id == phase.id


def test_a_theme_in_use_stays_and_another_goes(session, steward, workshop, home):
    address = f"{home}/series/{workshop.series_id}"

    def remove(place: int):
        page = steward.get(address).text
        made_from = page.split('name="made_from"')[1].split('value="')[1].split('"')[0]
        form = {"title": "A", "phase": "", "made_from": made_from, "do": f"remove:{place}"}
        return steward.post(address, data={**form, "themes-0": "Financement", "themes-1": "Emploi"})

    refused = remove(0)
    assert refused.status_code == 422
    assert "Financement" in refused.text
    assert remove(1).status_code == 302
    session.rollback()
    session.refresh(workshop.series, ["themes"])
    assert [theme.title for theme in workshop.series.themes] == ["Financement"]


def test_a_series_asked_for_twice_is_one(session, steward, home):
    form = {"title": "Automne", "phase": "", "themes": "Un\nDeux\nUn\n\n"}
    places = {steward.post(f"{home}/series/new", data=form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert count_of(session, WorkshopSeries) == 2


def test_a_series_with_workshops_is_not_deleted(session, steward, workshop, home):
    address = f"{home}/series/{workshop.series_id}/delete"
    answer = steward.post(address, follow_redirects=True)
    assert "supprimez-les" in answer.text
    steward.post(f"{home}/A01/delete")
    assert "supprimée" in steward.post(address, follow_redirects=True).text
    assert count_of(session, WorkshopSeries) == 0


def test_a_workshop_with_a_note_is_not_deleted(session, steward, workshop, home):
    NoteFactory(table=tables_of(session, workshop.activity_id)[0])
    session.commit()
    answer = steward.post(f"{home}/A01/delete", follow_redirects=True)
    assert "ne peut pas être supprimé" in answer.text
    assert count_of(session, Workshop) == 1


def test_an_empty_workshop_goes_with_its_tables_rounds_and_names(session, steward, workshop, home):
    session.add(
        Attendee(activity_id=workshop.activity_id, name="Ana", kind=OrganisationKind.ASSOCIATION)
    )
    session.commit()
    assert steward.post(f"{home}/A01/delete").headers["Location"] == home
    for kind in (Workshop, Activity, RoomTable, Round, Attendee):
        assert count_of(session, kind) == 0
    assert steward.post(f"{home}/A01/delete").status_code == 404


def _room(session, workshop, **values: str) -> dict[str, str]:
    tables = tables_of(session, workshop.activity_id)
    rounds = rounds_of(session, workshop.activity_id)
    form = {"made_from": layout.state_of(tables, rounds)}
    for at, table in enumerate(tables):
        form[f"tables-{at}-title"] = table.title
        form[f"tables-{at}-facilitator"] = str(table.facilitator_id or "")
    for at, one in enumerate(rounds):
        form[f"rounds-{at}-question"] = one.question
        form[f"rounds-{at}-minutes"] = str(one.minutes)
    return {**form, **values}


def test_a_table_is_added_and_what_was_typed_is_kept(session, steward, workshop, home):
    form = _room(session, workshop, **{"tables-1-title": "Longue", "do": "add-table"})
    assert steward.post(f"{home}/A01/room", data=form).status_code == 302
    late = steward.post(f"{home}/A01/room", data=form)
    assert late.status_code == 422
    session.rollback()
    tables = tables_of(session, workshop.activity_id)
    assert [(one.number, one.title) for one in tables] == [(1, "Ronde"), (2, "Longue"), (3, "")]


def test_a_room_that_is_sent_twice_is_thanked_twice(session, steward, workshop, home):
    form = _room(session, workshop, **{"tables-1-title": "Longue", "do": "save"})
    session.commit()
    for _ in range(2):
        assert steward.post(f"{home}/A01/room", data=form).headers["Location"] == f"{home}/A01"
    late = steward.post(f"{home}/A01/room", data={**form, "tables-1-title": "Courte"})
    assert late.status_code == 422


def test_the_last_table_goes_unless_something_was_noted_there(session, steward, workshop, home):
    note = NoteFactory(table=tables_of(session, workshop.activity_id)[-1], round_number=2)
    session.commit()
    for step in ("drop-table", "drop-round"):
        refused = steward.post(f"{home}/A01/room", data=_room(session, workshop, do=step))
        assert refused.status_code == 422
        assert "numéro 2" in refused.text
    session.delete(note)
    session.commit()
    for step in ("drop-table", "drop-round"):
        form = _room(session, workshop, do=step)
        session.rollback()
        assert steward.post(f"{home}/A01/room", data=form).status_code == 302
    assert count_of(session, RoomTable) == count_of(session, Round) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rounds-0-minutes", "0"),
        ("rounds-0-minutes", "<b>"),
        ("tables-0-title", "x" * 201),
        ("tables-0-facilitator", "<script>alert(1)</script>"),
        ("made_from", "nothing"),
    ],
)
def test_a_wrong_room_is_told_and_changes_nothing(session, steward, workshop, home, field, value):
    form = _room(session, workshop, **{"rounds-1-question": "Neuf ?", field: value})
    session.commit()
    answer = steward.post(f"{home}/A01/room", data=form)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    session.rollback()
    assert [one.question for one in rounds_of(session, workshop.activity_id)] == ["Quoi ?", ""]


def test_there_are_forty_tables_at_most(session, workshop):
    activity = workshop.activity
    for number in range(3, layout.MOST_TABLES + 1):
        session.add(RoomTable(activity_id=activity.id, number=number))
    session.flush()
    tables, rounds = tables_of(session, activity.id), rounds_of(session, activity.id)
    with pytest.raises(layout.TooMany):
        layout.change_layout(
            session,
            activity,
            made_from=layout.state_of(tables, rounds),
            tables=[NewTable()] * len(tables),
            rounds=[NewRound(20)] * len(rounds),
            step=layout.Step.ADD_TABLE,
        )


def test_a_facilitator_prepares_nothing(session, consultation, workshop, sign_in, home):
    facilitator = sign_in(consultation, Role.FACILITATOR)
    for path in ("series/new", "A01/edit", "A01/room", "A01/duplicate"):
        assert facilitator.get(f"{home}/{path}").status_code == 403
    assert "A01/edit" not in facilitator.get(f"{home}/A01").text
