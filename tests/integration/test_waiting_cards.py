"""Cards that waited in a phone: each is kept once, or refused with its reason."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.conference.cards.making import renew_code
from app.models import Card, CardOrigin, Contribution
from tests.integration.card_rooms import make_room
from tests.integration.counting import count_of


@pytest.fixture
def room(session):
    return make_room(session)


def _item(room, number: int, **more) -> dict[str, str]:
    return room.fields(key=f"{number:036}", **more)


def test_a_batch_is_kept_once_however_often_it_comes(app, session, client, room):
    items = [_item(room, number) for number in range(3)]
    for _time in range(2):
        answer = client.post(f"{room.address(app)}/waiting", json={"items": items})
        assert answer.status_code == 200
        assert [one["state"] for one in answer.json["results"]] == ["kept"] * 3
    assert (count_of(session, Card), count_of(session, Contribution)) == (3, 6)
    assert session.scalars(sa.select(Card.origin)).first() is CardOrigin.PHONE


def test_a_card_sent_by_its_form_and_by_a_batch_is_one(app, session, client, room):
    client.post(f"{room.address(app)}/waiting", json={"items": [_item(room, 1)]})
    assert client.post(room.address(app), data=_item(room, 1)).status_code == 302
    assert count_of(session, Card) == 1


def test_what_cannot_be_kept_is_refused_alone(app, session, client, room):
    items = [_item(room, 1, kind="king"), _item(room, 2), {"key": "3" * 36}]
    results = client.post(f"{room.address(app)}/waiting", json={"items": items}).json["results"]
    assert [one["state"] for one in results] == ["refused", "kept", "refused"]
    assert "vide" in results[2]["sentence"]
    assert count_of(session, Card) == 1


def test_a_closed_form_refuses_what_waited(app, session, client, room):
    room.form.is_open = False
    session.commit()
    answer = client.post(f"{room.address(app)}/waiting", json={"items": [_item(room, 1)]})
    assert answer.json["results"][0]["sentence"] == "Cette fiche est fermée"
    assert count_of(session, Card) == 0


@pytest.mark.parametrize(
    "sent",
    [None, [], {}, {"items": []}, {"items": [1]}, {"items": [{"key": "k"}]}, {"items": "x"},
     {"items": [{"key": "k" * 36, "answer_p1": 3}]}, {"items": [{"key": "k" * 36}] * 51}],
)  # fmt: skip
def test_what_is_no_batch_is_refused(app, session, client, room, sent):
    assert client.post(f"{room.address(app)}/waiting", json=sent).status_code == 400
    assert count_of(session, Card) == 0


def test_a_batch_with_the_code_of_another_turn_is_not_found(app, session, client, room):
    before = room.address(app)
    renew_code(session, room.form)
    session.commit()
    answer = client.post(f"{before}/waiting", json={"items": [_item(room, 1)]})
    assert answer.status_code == 404
    assert count_of(session, Card) == 0


def test_a_flood_of_batches_is_held_back_whole(app, session, client, room, monkeypatch):
    monkeypatch.setattr("app.conference.cards.sending.MOST_IN_A_WINDOW", 2)
    items = [_item(room, number) for number in range(3)]
    assert client.post(f"{room.address(app)}/waiting", json={"items": items}).status_code == 429
    assert count_of(session, Card) == 0
