"""Reactions to the directions: counted, quoted, narrowed down, and told on the objective's page."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.conference.cards.queries import directions_asked
from app.conference.cards.reactions import Among, receptions
from app.models import Card, OrganisationKind, Role, Stance
from tests.integration.card_rooms import make_room

pytestmark = pytest.mark.either_database


@pytest.fixture
def room(session):
    return make_room(session)


def _send(app, client, room, number: int, stance: str, words: str = "", **more) -> str:
    hexed = room.nodes[0].id.hex
    sent = {
        "key": f"{number:032}",
        f"stance_{hexed}": stance,
        f"words_{hexed}": words,
        **more,
    }
    answer = client.post(room.address(app), data=sent)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].split("?")[0]


def _counts(session, room, among=Among()):  # noqa: B008 - frozen
    session.rollback()
    asked = directions_asked(session, room.activity.id)
    return [one.counts for one in receptions(session, room.activity.id, asked, among)]


def test_reactions_are_counted_by_direction_kind_and_session(app, session, client, room):
    _send(app, client, room, 1, "for", kind="mutual", session=str(room.debate.id))
    _send(app, client, room, 2, "for", kind="state")
    _send(app, client, room, 3, "against", kind="state")
    assert _counts(session, room) == [{Stance.FOR: 2, Stance.AGAINST: 1}, {}]
    assert _counts(session, room, Among(OrganisationKind.STATE))[0] == {
        Stance.FOR: 1,
        Stance.AGAINST: 1,
    }
    assert _counts(session, room, Among(session_id=room.debate.id))[0] == {Stance.FOR: 1}


def test_a_withdrawn_card_is_counted_no_more(app, session, client, room):
    link = _send(app, client, room, 1, "for", "Très bien.")
    client.post(f"{link}/withdraw")
    assert _counts(session, room) == [{}, {}]


def test_the_page_quotes_words_and_leads_to_where_they_went(app, session, client, sign_in, room):
    _send(app, client, room, 1, "amend", "<b>Avec un calendrier</b>", kind="mutual")
    _send(app, client, room, 2, "for", "Vite.", kind="state")
    writer = sign_in(room.consultation, Role.WRITER)
    page = writer.get(f"{room.cards}/reactions").text
    assert "&lt;b&gt;Avec un calendrier&lt;/b&gt;" in page
    assert "#excerpt-" in page
    narrowed = writer.get(f"{room.cards}/reactions?kind=state&direction={room.nodes[0].id}").text
    assert "Vite." in narrowed
    assert "calendrier" not in narrowed


@pytest.mark.parametrize("wrong", ["kind=king", "session=1", "direction=0", "direction=' OR 1"])
def test_a_wrong_filter_is_not_found(sign_in, room, wrong):
    writer = sign_in(room.consultation, Role.WRITER)
    assert writer.get(f"{room.cards}/reactions?{wrong}").status_code == 404


def test_words_page_by_key(app, session, client, sign_in, room):
    for number in range(25):
        _send(app, client, room, number, "for", f"Parole {number:02}.")
    writer = sign_in(room.consultation, Role.WRITER)
    first = writer.get(f"{room.cards}/reactions?kind=").text
    assert "Parole 24." in first
    assert "Parole 04." not in first
    after = first.split("after=")[1].split('"')[0]
    assert "Parole 04." in writer.get(f"{room.cards}/reactions?after={after}").text


def test_the_objective_tells_how_it_was_received(app, session, client, sign_in, room):
    writer = sign_in(room.consultation, Role.WRITER)
    address = f"/consultations/{room.consultation.slug}/objectives/{room.nodes[0].code}"
    assert "Réactions à la conférence" not in writer.get(address).text
    _send(app, client, room, 1, "for")
    _send(app, client, room, 2, "against")
    page = writer.get(address).text
    assert "Réactions à la conférence : 1 pour, 1 contre, 0 à amender" in page
    assert f"{room.cards}/reactions?direction={room.nodes[0].id}" in page


def test_nobody_is_named_and_participants_do_not_read(app, session, client, sign_in, room):
    participant = sign_in(room.consultation, Role.PARTICIPANT)
    _send(app, participant, room, 1, "for", "Sans mon nom.")
    assert participant.get(f"{room.cards}/reactions").status_code == 403
    session.rollback()
    assert session.scalars(sa.select(Card.account_id)).all() == [None]
