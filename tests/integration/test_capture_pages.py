"""The pages on which notes are taken, by facilitators and by those who scanned the code."""

from __future__ import annotations

import re
import uuid

import pytest
import sqlalchemy as sa

from app.models import Nature, Note, NoteOrigin, Role, RoomTable
from app.workshops import capture_views
from app.workshops.note_limits import Pace
from app.workshops.table_codes import table_code
from tests.factories import (
    ActivityFactory,
    ConferenceFactory,
    ConferenceSessionFactory,
    ConsultationFactory,
    NoteFactory,
    RoomTableFactory,
    RoundFactory,
)
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database

KEY = "k" * 16
HOSTILE = "<script>alert(1)</script>{{7*7}} =1+1 \u202e"


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def table(session, consultation) -> RoomTable:
    activity = ActivityFactory(consultation_id=consultation.id, title="Atelier du Mans")
    table = RoomTableFactory(activity_id=activity.id, number=3, is_open=True)
    RoundFactory(activity_id=activity.id, number=1)
    session.commit()
    return table


@pytest.fixture
def home(consultation, table) -> str:
    return f"/consultations/{consultation.slug}/tables/{table.id}"


@pytest.fixture
def join(app, home, table) -> str:
    return f"{home}/join/{table_code(app.config['SECRET_KEY'], table)}"


@pytest.fixture
def facilitator(sign_in, consultation):
    return sign_in(consultation, Role.FACILITATOR)


def _notes(session) -> list[Note]:
    session.rollback()
    return list(session.scalars(sa.select(Note).order_by(Note.id)))


def _fields(**more: str) -> dict[str, str]:
    return {"key": KEY, "text": "Une idée", "nature": "need", "round": "1", **more}


def _items(*texts: str) -> dict[str, list[dict[str, str]]]:
    notes = [_fields(key=f"{KEY}{number}", text=text) for number, text in enumerate(texts)]
    return {"items": notes}


def _states(answer) -> list[str]:
    return [result["state"] for result in answer.json["results"]]


def test_a_facilitator_adds_a_note_by_the_plain_form(session, facilitator, home, table):
    answer = facilitator.post(home, data=_fields())
    assert answer.status_code == 302
    page = facilitator.get(answer.headers["Location"])
    assert "Une idée" in page.text
    assert re.search(r'value="need" [^>]*checked|checked[^>]* value="need"', page.text)
    (note,) = _notes(session)
    assert (note.nature, note.round_number) == (Nature.NEED, 1)
    assert (note.origin, note.table_id) == (NoteOrigin.FACILITATOR, table.id)
    assert note.account_id is not None


def test_the_form_that_is_sent_twice_is_thanked_twice_and_kept_once(session, facilitator, home):
    answers = [facilitator.post(home, data=_fields()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(_notes(session)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  \n "},
        {"text": "x" * 2001},
        {"text": "nul \0"},
        {"nature": "wish"},
        {"nature": ""},
        {"key": "short"},
    ],
)
def test_what_is_no_note_is_refused_and_stays_in_the_form(session, facilitator, home, wrong):
    answer = facilitator.post(home, data=_fields(**{"text": "Gardez-moi", **wrong}))
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert ("Gardez-moi" in answer.text) or "text" in wrong
    assert _notes(session) == []


def test_a_note_has_two_thousand_characters_however_its_lines_end(session, facilitator, home):
    assert facilitator.post(home, data=_fields(text="a\r\n" * 999 + "bb")).status_code == 302
    assert _notes(session)[0].text == "a\n" * 999 + "bb"


def test_a_batch_tells_what_became_of_each_note(session, facilitator, home):
    answer = facilitator.post(f"{home}/batch", json=_items("Un", " ", HOSTILE))
    assert _states(answer) == ["kept", "refused", "kept"]
    assert answer.json["results"][1]["sentence"]
    again = facilitator.post(f"{home}/batch", json=_items("Un", "Deux", HOSTILE))
    assert _states(again) == ["kept", "kept", "kept"]
    assert [result["before"] for result in again.json["results"]] == [True, False, True]
    assert [note.text for note in _notes(session)] == ["Un", HOSTILE, "Deux"]
    page = facilitator.get(home).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_one_batch_that_comes_many_times_at_once_is_kept_once(session, app, facilitator, home):
    cookie = facilitator.get_cookie("sillage").value

    def send():
        browser = app.test_client()
        browser.set_cookie("sillage", cookie)
        return browser.post(f"{home}/batch", json=_items(*map(str, range(30))))

    answers = at_once([send] * 6)
    assert {answer.status_code for answer in answers} == {200}
    assert [_states(answer) for answer in answers] == [["kept"] * 30] * 6
    assert [note.text for note in _notes(session)] == [str(n) for n in range(30)]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        {"items": []},
        {"items": "abc"},
        {"items": [1]},
        {"items": [{"text": "sans clé"}]},
        {"items": [{"key": 5, "text": "x"}]},
        {"items": [{"key": KEY, "text": "x", "nature": "need"}] * 101},
    ],
)
def test_what_is_no_batch_is_refused_whole(session, facilitator, home, sent):
    assert facilitator.post(f"{home}/batch", json=sent).status_code == 400
    assert _notes(session) == []


@pytest.mark.parametrize("text", [None, 5, ["x"], "\ud800", "a\0b"])
def test_a_hostile_text_in_a_batch_is_refused_alone(session, facilitator, home, text):
    items = [{"key": KEY, "text": text, "nature": "need"}, _fields(key="b" * 16)]
    answer = facilitator.post(f"{home}/batch", json={"items": items})
    assert _states(answer) == ["refused", "kept"]
    assert [note.text for note in _notes(session)] == ["Une idée"]


def test_a_note_of_a_round_that_was_taken_out_is_kept_without_it(session, facilitator, home):
    facilitator.post(home, data=_fields(round="9"))
    assert _notes(session)[0].round_number is None


def test_a_note_is_corrected_removed_and_put_back(session, facilitator, home, table):
    note = NoteFactory(table=table, text="Avant")
    session.commit()
    where = f"{home}/notes/{note.id}"
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', facilitator.get(where).text)[1]
    fields = {"text": "Après", "nature": "finding", "round": "", "seen": seen}
    assert facilitator.post(where, data=fields).status_code == 302
    late = facilitator.post(where, data={**fields, "text": "Trop tard"})
    assert late.status_code == 422
    assert "Après" in late.text
    assert "Trop tard" in late.text
    removed = facilitator.post(f"{where}/remove")
    assert f"{where}/restore" in facilitator.get(removed.headers["Location"]).text
    assert _notes(session)[0].removed_at is not None
    facilitator.post(f"{where}/restore")
    assert (_notes(session)[0].text, _notes(session)[0].removed_at) == ("Après", None)


def test_the_list_is_not_sent_again_while_it_is_the_same(session, facilitator, home, table):
    first = facilitator.get(f"{home}/notes")
    same = facilitator.get(f"{home}/notes", headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
    NoteFactory(table=table)
    session.commit()
    changed = facilitator.get(f"{home}/notes", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "csrf" not in changed.text


def test_a_session_is_not_called_a_table(session, consultation, facilitator):
    activity = ActivityFactory(consultation_id=consultation.id)
    conference = ConferenceFactory(activity=activity)
    debate = ConferenceSessionFactory(conference_id=conference.id)
    place = RoomTableFactory(activity_id=activity.id, number=1, session_id=debate.id)
    session.commit()
    page = facilitator.get(f"/consultations/{consultation.slug}/tables/{place.id}").text
    assert "<h1>Séance 1</h1>" in page
    assert "Table 1" not in page
    assert "Notes de la séance" in page


# --- Participants ------------------------------------------------------------------------------


def test_who_scanned_the_code_adds_notes_without_an_account(session, client, join, table):
    page = client.get(join)
    assert page.status_code == 200
    assert "sans votre nom" in page.text
    assert client.post(join, data=_fields()).status_code == 302
    assert _states(client.post(f"{join}/batch", json=_items("Deux"))) == ["kept"]
    assert "Une idée" in client.get(join).text
    notes = _notes(session)
    assert {note.origin for note in notes} == {NoteOrigin.PARTICIPANT}
    assert len({note.author_key for note in notes}) == 1
    assert notes[0].author_key
    assert notes[0].account_id is None


def test_a_participant_sees_and_changes_their_own_notes_only(app, session, client, join, home):
    client.post(join, data=_fields(text="La mienne"))
    other = app.test_client()
    assert "La mienne" not in other.get(join).text
    mine = _notes(session)[0]
    for act in ("", "/remove", "/restore"):
        assert other.post(f"{join}/notes/{mine.id}{act}", data=_fields()).status_code == 404
    assert other.get(f"{join}/notes/{mine.id}").status_code == 404
    assert client.get(f"{join}/notes/{mine.id}").status_code == 200
    client.post(f"{join}/notes/{mine.id}/remove")
    assert _notes(session)[0].removed_at is not None


@pytest.mark.parametrize("way", ["another table", "another turn", "closed", "nonsense"])
def test_a_code_opens_its_table_in_its_turn_only(app, session, client, join, home, table, way):
    NoteFactory(table=table)
    if way == "another table":
        other = RoomTableFactory(activity_id=table.activity_id, number=9, is_open=True)
        session.commit()
        join = f"{home}/join/{table_code(app.config['SECRET_KEY'], other)}"
    elif way == "nonsense":
        join = f"{home}/join/é"
    else:
        table.turn += way == "another turn"
        table.is_open = way != "closed"
    session.commit()
    assert client.get(join).status_code == 404
    assert client.get(f"{join}/notes").status_code == 404
    assert client.post(join, data=_fields()).status_code == 404
    assert client.post(f"{join}/batch", json=_items("Un")).status_code == 404
    assert len(_notes(session)) == 1


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.WRITER])
def test_an_account_without_the_part_of_a_facilitator_needs_the_code(
    session, sign_in, consultation, home, join, role
):
    client = sign_in(consultation, role)
    assert client.get(home).status_code == 403
    assert client.post(home, data=_fields()).status_code == 403
    assert client.post(f"{home}/batch", json=_items("Un")).status_code == 403
    assert client.get(join).status_code == 200
    assert _notes(session) == []


def test_a_facilitator_of_another_consultation_does_not_find_the_table(sign_in, home, table):
    other = ConsultationFactory()
    stranger = sign_in(other, Role.FACILITATOR)
    assert stranger.get(home).status_code in (403, 404)
    elsewhere = f"/consultations/{other.slug}/tables/{table.id}"
    assert stranger.get(elsewhere).status_code == 404
    assert stranger.post(elsewhere, data=_fields()).status_code == 404


def test_a_note_of_another_table_is_not_found_at_this_one(session, facilitator, home, table):
    note = NoteFactory(table=RoomTableFactory(activity_id=table.activity_id, number=9))
    session.commit()
    assert facilitator.get(f"{home}/notes/{note.id}").status_code == 404
    assert facilitator.post(f"{home}/notes/{note.id}/remove").status_code == 404
    assert facilitator.get(f"{home}/notes/{uuid.uuid4()}").status_code == 404


def test_a_robot_is_asked_to_wait_and_a_person_keeps_what_they_typed(
    session, client, join, monkeypatch
):
    monkeypatch.setattr(capture_views, "_pace", Pace(2, 600))
    assert client.post(f"{join}/batch", json=_items("Un", "Deux")).status_code == 200
    assert client.post(f"{join}/batch", json=_items("Trois")).status_code == 429
    page = client.post(join, data=_fields(text="Gardez-moi"))
    assert page.status_code == 422
    assert "Gardez-moi" in page.text
    assert len(_notes(session)) == 2


# --- The code ------------------------------------------------------------------------------------


def test_the_code_is_shown_renewed_and_taken_away(session, client, facilitator, home, join):
    assert join in facilitator.get(f"{home}/code").text
    image = facilitator.get(f"{home}/code.svg")
    assert image.mimetype == "image/svg+xml"
    assert image.text.startswith("<svg")
    renew = {"do": "renew", "turn": "0"}
    for _ in range(2):
        assert facilitator.post(f"{home}/opening", data=renew).status_code == 302
    assert client.get(join).status_code == 404
    session.rollback()
    assert session.scalars(sa.select(RoomTable)).one().turn == 1
    assert join not in facilitator.get(f"{home}/code").text
    facilitator.post(f"{home}/opening", data={"do": "close", "turn": "1"})
    assert facilitator.get(f"{home}/code").status_code == 404
    assert facilitator.get(f"{home}/code.svg").status_code == 404


def test_the_code_is_for_facilitators(client, sign_in, consultation, home):
    participant = sign_in(consultation, Role.PARTICIPANT)
    for page in ("code", "code.svg"):
        assert participant.get(f"{home}/{page}").status_code == 403
        assert client.get(f"{home}/{page}").status_code == 302
    assert participant.post(f"{home}/opening", data={"do": "close"}).status_code == 403
