"""Card forms: one side of paper; after the first card only what keeps the meaning of answers."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.conference.cards import making
from app.conference.cards.making import Asked, MeaningChanged
from app.models import CardForm, Nature, Role
from tests.integration.card_rooms import make_room, plan
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database


@pytest.fixture
def room(session):
    return make_room(session)


def _sent(room, **more):
    """A form as the page sends it."""
    fields = {
        "title": "Ma contribution",
        "prompts-0-code": "p1",
        "prompts-0-text": "Un constat : que voyez-vous autour de vous ?",
        "prompts-0-nature": "finding",
        "prompts-1-code": "p2",
        "prompts-1-text": "Une proposition : que faudrait-il faire ?",
        "prompts-1-nature": "proposal",
        "prompts-2-nature": "need",
        "prompts-3-nature": "other",
        "asks_kind": "y",
        "directions": [str(node.id) for node in room.nodes[:2]],
    }
    return {**fields, **more}


@pytest.fixture
def steward(sign_in, room):
    return sign_in(room.consultation, Role.STEWARD)


def _forms(session) -> list[CardForm]:
    session.rollback()
    return list(session.scalars(sa.select(CardForm).order_by(CardForm.id)))


def test_a_steward_makes_a_card_and_finds_it_in_the_list(session, steward, room):
    answer = steward.post(f"{room.cards}/new", data=_sent(room, title="Une autre fiche"))
    assert answer.status_code == 302
    made = _forms(session)[-1]
    assert [prompt["code"] for prompt in made.prompts] == ["p1", "p2"]
    assert (made.is_open, made.asks_session, made.asks_kind) == (False, False, True)
    assert "Une autre fiche" in steward.get(room.cards).text
    assert steward.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "title"),
        ({"prompts-0-text": "", "prompts-1-text": ""}, "Posez au moins une question."),
        ({"prompts-0-nature": "poem"}, "prompts-0-nature"),
        ({"prompts-0-text": "x" * 201}, "prompts-0-text"),
        ({"directions": ["0" * 8]}, "directions"),
        ({"introduction": "x" * 401}, "introduction"),
    ],
)
def test_a_card_that_is_not_right_is_refused_and_stays_shown(session, steward, room, more, said):
    answer = steward.post(f"{room.cards}/new", data=_sent(room, **more))
    assert answer.status_code == 422
    assert said in answer.text
    assert len(_forms(session)) == 1


def test_a_card_longer_than_one_side_is_refused(session, steward, room):
    long = {f"prompts-{place}-text": "Une très longue question " * 8 for place in range(4)}
    sent = _sent(room, asks_session="y", asks_territory="y", introduction="mot " * 99, **long)
    answer = steward.post(f"{room.cards}/new", data=sent)
    assert answer.status_code == 422
    assert "dépasse une face de A5" in answer.text
    assert len(_forms(session)) == 1


def test_a_card_that_has_answers_changes_only_in_ways_that_keep_their_meaning(
    app, session, client, steward, room
):
    client.post(room.address(app), data=room.fields())
    refused = [
        ({"prompts-0-text": ""}, "ne peut pas être retirée"),
        ({"prompts-0-text": "De quoi rêvez-vous ?"}, "ajoutez une question"),
        ({"prompts-0-nature": "need"}, "entré au corpus avec sa nature"),
        ({"directions": [str(room.nodes[1].id)]}, "Des fiches réagissent à"),
    ]
    for more, said in refused:
        answer = steward.post(f"{room.home}/edit", data=_sent(room, **more))
        assert answer.status_code == 422
        assert said in answer.text
    assert _forms(session)[0].prompts[0]["text"] == "Un constat : que voyez-vous autour de vous ?"
    harmless = {
        "prompts-0-text": "Un constat : que voyez-vous autour de vous aujourd’hui ?",
        "prompts-1-text": "Une tout autre question, à laquelle personne n’a répondu",
        "prompts-2-text": "Et encore ?",
        "directions": [str(room.nodes[0].id), str(room.nodes[2].id)],
    }
    assert steward.post(f"{room.home}/edit", data=_sent(room, **harmless)).status_code == 302
    made = _forms(session)[0]
    assert [one["code"] for one in made.prompts] == ["p1", "p2", "p3"]
    assert made.prompts[0]["text"].endswith("aujourd’hui ?")


def test_the_code_of_a_prompt_is_never_given_to_another(session, room):
    _first, second = room.form.prompts
    making.change_form(
        session,
        room.form,
        plan(room.nodes[:2], [Asked(second["code"], second["text"], Nature.PROPOSAL)]),
    )
    assert [one["code"] for one in room.form.prompts] == ["p2"]
    asked = [Asked("p2", second["text"], Nature.PROPOSAL), Asked("p2", "Copie", Nature.NEED)]
    making.change_form(session, room.form, plan(room.nodes[:2], asked))
    assert len({one["code"] for one in room.form.prompts}) == 2


def test_withdrawn_cards_hold_nothing_up(app, session, client, room):
    link = client.post(room.address(app), data=room.fields()).location.split("?")[0]
    with pytest.raises(MeaningChanged):
        making.change_form(session, room.form, plan([], [Asked("", "Autre ?", Nature.NEED)]))
    session.rollback()
    client.post(f"{link}/withdraw")
    making.change_form(session, room.form, plan([], [Asked("", "Autre ?", Nature.NEED)]))
    assert room.form.directions == []


def test_a_form_is_opened_closed_and_given_another_code(app, session, steward, room):
    before = room.address(app)
    for decision in ("close", "renew", "open", "burn"):
        answer = steward.post(f"{room.home}/opening", data={"decision": decision})
        assert answer.status_code == 302
    form = _forms(session)[0]
    assert (form.is_open, form.turn) == (True, 1)
    assert before not in steward.get(f"{room.home}/poster").text
    room.form = form
    assert room.address(app) in steward.get(f"{room.home}/poster").text


def test_the_blank_card_is_a_pdf_and_a_picture(steward, room):
    pdf = steward.get(f"{room.home}/blank.pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert "attachment" in pdf.headers["Content-Disposition"]
    assert steward.get(f"{room.home}/blank.png").data.startswith(b"\x89PNG")


def test_those_who_do_not_prepare_conferences_cannot_change_cards(session, sign_in, room):
    for role in (Role.PARTICIPANT, Role.FACILITATOR, Role.WRITER):
        person = sign_in(room.consultation, role)
        assert person.post(f"{room.cards}/new", data=_sent(room)).status_code == 403
        assert person.post(f"{room.home}/edit", data=_sent(room)).status_code == 403
        assert person.post(f"{room.home}/opening", data={"decision": "close"}).status_code == 403
    assert [form.is_open for form in _forms(session)] == [True]


def test_a_card_that_is_sent_twice_at_once_is_made_once(session, sign_in, room):
    people = [sign_in(room.consultation, Role.STEWARD) for _ in range(3)]
    sent = _sent(room, title="Une autre fiche")
    answers = at_once(
        [lambda who=who: who.post(f"{room.cards}/new", data=sent) for who in people * 2]
    )
    assert {one.status_code for one in answers} == {302}
    assert len({one.headers["Location"] for one in answers}) == 1
    assert len(_forms(session)) == 2
    people[0].post(f"{room.cards}/new", data=_sent(room, title="Une autre fiche", asks_kind=""))
    assert len(_forms(session)) == 3
