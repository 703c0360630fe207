"""Preparing a conference: who may, what is kept, what everybody reads."""

from __future__ import annotations

import datetime as dt
import re

import icalendar
import pytest
import sqlalchemy as sa

from app.models import (
    Activity,
    Card,
    CardForm,
    CardOrigin,
    Channel,
    Conference,
    ConferenceSession,
    Role,
    RoomTable,
)
from tests.factories import ConsultationFactory, NoteFactory
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database

DAY = {"title": "Rencontre", "starts_at": "2077-06-28T09:00", "ends_at": "2077-06-28T17:00"}
DEBATE = {
    "title": "Débat",
    "starts_at": "2077-06-28T10:00",
    "ends_at": "2077-06-28T11:00",
    "room": "Salle 1",
    "has_debate": "y",
}


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def steward(sign_in, consultation):
    return sign_in(consultation, Role.STEWARD)


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/conferences"


def _all(session, model):
    session.rollback()
    return list(session.scalars(sa.select(model).order_by(model.id)))


def test_a_steward_makes_a_conference_its_sessions_and_publishes_it(session, client, steward, home):
    made = steward.post(f"{home}/new", data={**DAY, "takes_registrations": "y", "capacity": "60"})
    assert made.headers["Location"] == f"{home}/CONF"
    assert client.get(f"{home}/CONF").status_code == 404, "not published yet"
    assert "Rencontre" not in client.get(home).text
    steward.post(f"{home}/CONF/sessions/new", data=DEBATE)
    steward.post(f"{home}/CONF/sessions/new", data={**DEBATE, "title": "Pause", "has_debate": ""})
    steward.post(f"{home}/CONF/publish")
    page = client.get(f"{home}/CONF").text
    assert page.index("Débat") < page.index("Pause")
    assert "28 juin 2077" in page
    assert f"{home}/CONF/register" in page
    assert "Rencontre" in client.get(home).text
    conference = _all(session, Conference)[0]
    assert conference.starts_at == dt.datetime(2077, 6, 28, 7, 0, tzinfo=dt.UTC)
    activity = _all(session, Activity)[0]
    assert (activity.channel, activity.starts_on) == (Channel.CONFERENCE, dt.date(2077, 6, 28))


def test_a_debate_has_a_table_where_its_notes_are_taken(session, steward, home):
    steward.post(f"{home}/new", data=DAY)
    steward.post(f"{home}/CONF/sessions/new", data=DEBATE)
    steward.post(f"{home}/CONF/sessions/new", data={**DEBATE, "title": "Pause", "has_debate": ""})
    steward.post(f"{home}/CONF/sessions/new", data={**DEBATE, "title": "Autre débat"})
    tables = _all(session, RoomTable)
    assert [(one.number, one.title) for one in tables] == [(1, "Débat"), (2, "Autre débat")]
    part = _all(session, ConferenceSession)[0]
    where = f"{home}/CONF/sessions/{part.id}"
    steward.post(where, data={**DEBATE, "title": "Grand débat", "made_from": "3"})
    assert _all(session, RoomTable)[0].title == "Grand débat"
    steward.post(where, data={**DEBATE, "has_debate": "", "made_from": "4"})
    assert [one.title for one in _all(session, RoomTable)] == ["Autre débat"]


def test_a_debate_of_which_notes_were_taken_stays(session, steward, home):
    steward.post(f"{home}/new", data=DAY)
    steward.post(f"{home}/CONF/sessions/new", data=DEBATE)
    (table,) = _all(session, RoomTable)
    NoteFactory(table=table, table_id=table.id)
    session.commit()
    where = f"{home}/CONF/sessions/{table.session_id}"
    answer = steward.post(
        where, data={**DEBATE, "title": "Sans débat", "has_debate": "", "made_from": "1"}
    )
    assert answer.status_code == 422
    assert "Des notes ou des documents se rattachent à ce débat" in answer.text
    steward.post(f"{where}/remove")
    (part,) = _all(session, ConferenceSession)
    assert (part.title, part.has_debate) == ("Débat", True)


def test_a_session_that_cards_are_about_stays(session, steward, home):
    steward.post(f"{home}/new", data=DAY)
    steward.post(f"{home}/CONF/sessions/new", data=DEBATE)
    (part,) = _all(session, ConferenceSession)
    (activity,) = _all(session, Activity)
    form = CardForm(activity_id=activity.id, title="Fiche", prompts=[], directions=[])
    session.add(form)
    session.flush()
    session.add(Card(form_id=form.id, key="k" * 32, origin=CardOrigin.PAPER, session_id=part.id))
    session.commit()
    steward.post(f"{home}/CONF/sessions/{part.id}/remove")
    assert len(_all(session, ConferenceSession)) == 1


def test_each_change_of_the_programme_is_newer_for_calendars(session, client, steward, home):
    steward.post(f"{home}/new", data=DAY)
    steward.post(f"{home}/CONF/publish")

    def event() -> icalendar.Event:
        file = client.get(f"{home}/CONF/calendar.ics")
        assert file.content_type == "text/calendar; charset=utf-8"
        return icalendar.Calendar.from_ical(file.data).walk("VEVENT")[0]

    first = event()
    steward.post(f"{home}/CONF/edit", data={**DAY, "place": "Angers", "made_from": "0"})
    steward.post(f"{home}/CONF/sessions/new", data=DEBATE)
    second = event()
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    (part,) = _all(session, ConferenceSession)
    file = client.get(f"{home}/CONF/sessions/{part.id}.ics")
    assert str(icalendar.Calendar.from_ical(file.data).walk("VEVENT")[0]["summary"]) == "Débat"


def test_codes_are_never_taken_twice(session, steward, home):
    for title in ("Une", "Deux", "Trois"):
        steward.post(f"{home}/new", data={**DAY, "title": title})
    assert sorted(one.code for one in _all(session, Activity)) == ["CONF", "CONF2", "CONF3"]


def test_one_page_sent_many_times_makes_one_conference_and_one_session(
    app, session, sign_in, consultation, home
):
    stewards = [sign_in(consultation, Role.STEWARD) for _ in range(5)]
    answers = at_once([lambda b=b: b.post(f"{home}/new", data=DAY) for b in stewards])
    assert {answer.headers["Location"] for answer in answers} == {f"{home}/CONF"}
    where = f"{home}/CONF/sessions/new"
    answers = at_once([lambda b=b: b.post(where, data=DEBATE) for b in stewards])
    assert {answer.status_code for answer in answers} == {302}
    assert len(_all(session, ConferenceSession)) == len(_all(session, RoomTable)) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " \r\n ", "obligatoire"),
        ("ends_at", "2077-06-28T08:00", "La fin serait avant le début."),
        ("starts_at", "2077-03-28T02:30", "on passe à l’heure d’été"),
        ("starts_at", "0001-01-01T00:00", "Cette année ne peut pas être juste."),
        ("starts_at", "demain", ""),
        ("starts_at", "", "obligatoire"),
        ("capacity", "0", ""),
        ("capacity", "99999999999999999999", ""),
        ("capacity", "x", ""),
    ],
)
def test_what_cannot_be_is_said_and_makes_nothing(session, steward, home, field, value, said):
    answer = steward.post(f"{home}/new", data={**DAY, field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert _all(session, Conference) == []


def test_a_session_of_another_conference_is_not_found(session, steward, home):
    for title in ("Une", "Deux"):
        steward.post(f"{home}/new", data={**DAY, "title": title})
    steward.post(f"{home}/CONF/sessions/new", data=DEBATE)
    (part,) = _all(session, ConferenceSession)
    for method, where in (("GET", ""), ("POST", ""), ("POST", "/remove"), ("GET", ".ics")):
        path = f"{home}/CONF2/sessions/{part.id}{where}"
        assert steward.open(path, method=method, data=DEBATE).status_code == 404
    assert len(_all(session, ConferenceSession)) == 1


@pytest.mark.parametrize("role", [None, Role.PARTICIPANT, Role.WRITER])
def test_only_organisers_see_what_is_not_published(sign_in, client, consultation, home, role):
    sign_in(consultation, Role.STEWARD).post(f"{home}/new", data=DAY)
    person = sign_in(consultation, role) if role else client
    for page in ("CONF", "CONF/calendar.ics", "CONF/register", "CONF/registered"):
        assert person.get(f"{home}/{page}").status_code == 404, page
    assert sign_in(consultation, Role.FACILITATOR).get(f"{home}/CONF").status_code == 200


def _made_from(page: str) -> str:
    return re.search(r'name="made_from"[^>]*value="(\d+)"', page)[1]


def test_the_second_of_two_who_change_the_programme_is_told_so(session, steward, home):
    steward.post(f"{home}/new", data=DAY)
    steward.post(f"{home}/CONF/sessions/new", data=DEBATE)
    (part,) = _all(session, ConferenceSession)
    for where, said in ((f"sessions/{part.id}", DEBATE), ("edit", DAY)):
        page = f"{home}/CONF/{where}"
        seen = _made_from(steward.get(page).text)
        first = {**said, "title": f"Le premier {where[:4]}", "made_from": seen}
        second = {**said, "title": f"Le second {where[:4]}", "made_from": seen}
        assert steward.post(page, data=first).status_code == 302
        assert steward.post(page, data=first).status_code == 302, "the same again is thanked"
        late = steward.post(page, data=second)
        assert late.status_code == 422
        assert "a changé le programme entre-temps" in late.text
        assert f"Le second {where[:4]}" in late.text, "what was typed is kept"
        assert "Le premier" in steward.get(f"{home}/CONF").text
        second["made_from"] = _made_from(late.text)
        assert steward.post(page, data=second).status_code == 302


def test_a_session_that_two_take_out_is_gone_once(session, sign_in, consultation, home):
    stewards = [sign_in(consultation, Role.STEWARD) for _ in range(4)]
    stewards[0].post(f"{home}/new", data=DAY)
    stewards[0].post(f"{home}/CONF/sessions/new", data=DEBATE)
    (part,) = _all(session, ConferenceSession)
    where = f"{home}/CONF/sessions/{part.id}/remove"
    answers = at_once([lambda b=b: b.post(where) for b in stewards])
    assert {answer.status_code for answer in answers} <= {302, 404}
    assert _all(session, ConferenceSession) == _all(session, RoomTable) == []
