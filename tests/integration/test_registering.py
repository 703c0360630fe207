"""Registering for a conference: places, the waiting list, giving up, coming back."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.conference import registering
from app.conference.programme import ConferencePlan, change_conference
from app.models import MailState, OrganisationKind, OutgoingMail, Registration, RegistrationState
from app.models.types import now
from tests.conferences import ToCome, link_in, text_of
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def two_places(app, session) -> ToCome:
    return ToCome(app, session, capacity=2)


def _sent_to(made, work) -> list[tuple[str, str]]:
    """To whom messages left, and what they are about."""
    made.mails.empty()
    work()
    return [(str(one["To"]), str(one["Subject"])) for one in made.mails.messages()]


def test_the_third_for_two_places_waits(two_places, client):
    for number in range(3):
        answer = two_places.post(client, f"p{number}@region.example")
        assert answer.headers["Location"].endswith("/registered")
    assert two_places.states() == ["confirmed", "confirmed", "waiting"]


def test_thirty_at_once_for_ten_places_are_ten_and_twenty_in_order(app, session):
    made = ToCome(app, session, capacity=10)
    acts = [lambda n=n: made.post(app.test_client(), f"p{n}@region.example") for n in range(30)]
    assert {answer.status_code for answer in at_once(acts)} == {302}
    assert made.states() == ["confirmed"] * 10 + ["waiting"] * 20


def test_places_that_are_given_up_at_once_go_to_those_who_wait_longest(app, session):
    made = ToCome(app, session, capacity=3)
    for number in range(8):
        made.post(app.test_client(), f"p{number}@region.example")
    key = app.extensions["settings"].secret_key
    links = [
        f"{made.home}/registration/{one.id}/{registering.secret_of(key, one)}/cancel"
        for one in made.registrations()[:3]
    ]
    answers = at_once([lambda link=link: app.test_client().post(link) for link in links * 2])
    assert {answer.status_code for answer in answers} == {302}
    by_address = {one.email: one.state for one in made.registrations()}
    confirmed = [who for who, state in by_address.items() if state is RegistrationState.CONFIRMED]
    assert sorted(confirmed) == [f"p{n}@region.example" for n in (3, 4, 5)]


def test_one_page_sent_by_thirty_tabs_is_one_registration(app, session, two_places, work):
    key = "k" * 40
    acts = [lambda: two_places.post(app.test_client(), "a@region.example", key=key)] * 30
    assert {answer.status_code for answer in at_once(acts)} == {302}
    assert two_places.states() == ["confirmed"]
    assert len(_sent_to(two_places, work)) == 1


def test_an_address_that_is_known_is_thanked_like_another(two_places, client, work):
    first = two_places.post(client, "Claire@Region.example")
    second = two_places.post(client, "claire@region.example", name="Quelqu’un d’autre")
    assert first.headers["Location"] == second.headers["Location"]
    assert first.status_code == second.status_code
    only = two_places.registrations()
    assert [one.name for one in only] == ["Claire Morin"]
    assert len(_sent_to(two_places, work)) == 1, "not written to again within the hour"


def test_an_address_that_is_known_is_told_again_after_an_hour(app, session, two_places, work):
    two_places.post(app.test_client(), "claire@region.example")
    work()
    session.execute(sa.update(Registration).values(written_at=now() - HOUR))
    session.commit()
    two_places.post(app.test_client(), "claire@region.example")
    assert _sent_to(two_places, work) == [
        ("claire@region.example", "Inscription confirmée : Rencontres de l’économie sociale")
    ]


def test_the_address_that_was_corrected_on_the_same_page_is_registered_too(two_places, client):
    key = "k" * 40
    two_places.post(client, "clair@region.example", key=key)
    two_places.post(client, "claire@region.example", key=key)
    assert len(two_places.registrations()) == 2


def test_the_messages_say_who_has_a_place_and_who_waits(app, session, work):
    made = ToCome(app, session, capacity=1)
    for who in ("a", "b"):
        made.post(app.test_client(), f"{who}@region.example")
    work()
    first, second = made.mails.messages()
    assert first["Subject"].startswith("Inscription confirmée")
    assert second["Subject"].startswith("Vous êtes sur la liste d’attente")
    assert [part.get_content_type() for part in first.iter_attachments()] == ["text/calendar"]
    assert list(second.iter_attachments()) == []
    for message in (first, second):
        page = app.test_client().get(link_in(message))
        assert page.status_code == 200
    assert "Bonjour Claire Morin," in text_of(first)


def test_nothing_is_left_of_a_message_that_was_sent(app, session, two_places, work):
    two_places.post(app.test_client(), "claire@region.example")
    work()
    session.rollback()
    mail = session.scalars(sa.select(OutgoingMail)).one()
    assert (mail.state, mail.recipient, mail.registration_id) == (MailState.SENT, "", None)


def test_who_cancels_gives_the_place_to_the_first_who_waits(app, session, work, client):
    made = ToCome(app, session, capacity=1)
    for who in ("a", "b", "c"):
        made.post(client, f"{who}@region.example")
    work()
    link = link_in(made.mails.messages()[0])
    assert client.post(f"{link}/cancel").status_code == 302
    assert _sent_to(made, work) == [
        ("b@region.example", "Inscription confirmée : Rencontres de l’économie sociale")
    ]
    states = {one.email: one.state.value for one in made.registrations()}
    assert states == {
        "a@region.example": "cancelled",
        "b@region.example": "confirmed",
        "c@region.example": "waiting",
    }
    assert client.post(f"{link}/cancel").status_code == 302
    assert _sent_to(made, work) == [], "cancelled twice, one place is free"


def test_who_comes_back_has_a_place_if_there_is_one_and_the_last_rank_elsewhere(
    app, session, work, client
):
    made = ToCome(app, session, capacity=2)
    made.post(client, "a@region.example")
    work()
    link = link_in(made.mails.messages()[0])
    client.post(f"{link}/cancel")
    client.post(f"{link}/come-back")
    assert made.states() == ["confirmed"]
    client.post(f"{link}/cancel")
    for who in ("b", "c", "d"):
        made.post(client, f"{who}@region.example")
    client.post(f"{link}/come-back")
    assert [one.email[0] for one in made.registrations()] == ["b", "c", "d", "a"]
    assert made.states() == ["confirmed", "confirmed", "waiting", "waiting"]
    assert "numéro 2 sur la liste d’attente" in client.get(link).text


def test_registering_again_after_cancelling_takes_the_registration_up(two_places, client, work):
    two_places.post(client, "a@region.example")
    work()
    client.post(f"{link_in(two_places.mails.messages()[0])}/cancel")
    two_places.post(client, "a@region.example", name="Claire Morin-Petit")
    only = two_places.registrations()
    assert [(one.name, one.state.value) for one in only] == [("Claire Morin-Petit", "confirmed")]


def test_places_that_are_added_go_to_those_who_wait(app, session, client, work):
    made = ToCome(app, session, capacity=1)
    for who in ("a", "b", "c", "d"):
        made.post(client, f"{who}@region.example")
    work()
    session.rollback()
    plan = ConferencePlan(
        title="Rencontres",
        starts_at=made.conference.starts_at,
        ends_at=made.conference.ends_at,
        capacity=3,
        takes_registrations=True,
    )
    change_conference(session, made.conference, plan, made_from=0, moment=now())
    session.commit()
    assert made.states().count("confirmed") == 3
    assert [who for who, _ in _sent_to(made, work)] == ["b@region.example", "c@region.example"]


def test_fewer_places_throw_nobody_out(app, session, client):
    made = ToCome(app, session, capacity=3)
    for who in ("a", "b"):
        made.post(client, f"{who}@region.example")
    made.conference.capacity = 1
    session.commit()
    made.post(client, "c@region.example")
    assert made.states() == ["confirmed", "confirmed", "waiting"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"takes_registrations": False}, "Programme"),
        ({"registration_closes_at": now() - HOUR}, "Les inscriptions sont closes"),
        ({"starts_at": now() - 2 * HOUR, "ends_at": now() - HOUR}, "a eu lieu le"),
    ],
)
def test_a_closed_door_registers_nobody_and_says_why(app, session, client, values, said):
    made = ToCome(app, session, **values)
    answer = made.post(client, "a@region.example")
    assert answer.headers["Location"] == made.home
    assert made.registrations() == []
    page = client.get(made.home).text
    assert said in page
    assert "/register" not in page


def test_robots_cannot_send_more_messages_in_our_name_than_a_day_may_have(session, two_places):
    person = registering.Person("R", "r@region.example", "", OrganisationKind.OTHER)
    with pytest.raises(registering.TooManyToday):
        registering.register(
            session, two_places.conference, person, key="k" * 40, moment=now(), daily_limit=0
        )


@pytest.mark.parametrize(
    "email",
    [
        "claire",
        "a@region.example\r\nBcc: all@region.example",
        "a@region.example, b@region.example",
        "Claire <a@region.example>",
        "a@[127.0.0.1]",
        "é@region.example",
        "a\0@region.example",
        f"{'a' * 300}@region.example",
    ],
)
def test_an_address_that_no_message_can_go_to_is_refused(two_places, client, email):
    answer = two_places.post(client, email)
    assert answer.status_code == 422
    assert two_places.registrations() == []


def test_a_name_cannot_break_out_of_its_line(two_places, client, work):
    two_places.post(client, "a@region.example", name="Claire\r\nBcc: all\u2028{lien}")
    work()
    message = two_places.mails.messages()[0]
    assert message["Bcc"] is None
    assert "Bonjour Claire Bcc: all {lien}," in text_of(message)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "unknown"),
        ("kind", ""),
        ("name", "   "),
        ("name", "x" * 201),
        ("needs", "x" * 1001),
        ("territory", "x" * 121),
    ],
)
def test_what_cannot_be_kept_is_said_and_keeps_nothing(two_places, client, field, value):
    answer = two_places.post(client, "a@region.example", **{field: value})
    assert answer.status_code == 422
    assert two_places.registrations() == []


def test_fields_that_nobody_asked_for_are_ignored(two_places, client):
    two_places.post(client, "a@region.example", state="cancelled", came_at="2016-06-28", id="1")
    only = two_places.registrations()[0]
    assert (only.state, only.came_at) == (RegistrationState.CONFIRMED, None)


def test_our_messages_carry_no_link_that_whoever_registers_typed(two_places, client, work):
    two_places.post(client, "victime@region.example", name="Gagnez 500 € : evil.example/x")
    two_places.post(client, "claire@region.example", name="J.-P. L’Hôte {lien}")
    work()
    by_address = {str(one["To"]): text_of(one) for one in two_places.mails.messages()}
    assert "evil" not in by_address["victime@region.example"]
    assert by_address["victime@region.example"].startswith("Bonjour,")
    assert by_address["claire@region.example"].startswith("Bonjour J.-P. L’Hôte {lien},")
