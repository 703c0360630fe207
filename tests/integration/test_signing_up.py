"""An account is made by the link that its address received, and by nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.accounts.passwords import verify_password
from app.models import OneTimeLink
from tests.account_people import HOUR, STRONG, Arriving, is_signed_in
from tests.factories import AccountFactory
from tests.integration.test_many_at_once import at_once
from tests.subscribers import words_of

pytestmark = pytest.mark.either_database


@pytest.fixture
def arriving(app, session, work) -> Arriving:
    return Arriving(app, session, work)


def test_an_account_is_made_when_its_link_is_used_and_not_before(arriving, client, session):
    arriving.sign_up(client, "Zoe@Region.example", password=STRONG, next="/consultations/x")
    link = arriving.link("zoe@region.example")
    assert "zoe@region.example" in client.get(link).text
    assert arriving.accounts() == [], "programs open links before people do"
    answer = client.post(link)
    assert answer.headers["Location"] == "/consultations/x"
    (account,) = arriving.accounts()
    assert (account.email, account.name, account.language) == ("zoe@region.example", "Zoé", "fr")
    assert verify_password(account.password_hash, STRONG)
    assert "Votre compte est créé" in client.get("/account").text
    assert session.scalars(sa.select(OneTimeLink.details)).all() == [{}], "nothing waits any more"
    assert client.post(link).status_code == 404


def test_a_known_address_is_answered_like_another_and_told_by_a_message(arriving, client):
    AccountFactory(email="known@region.example")
    arriving.session.commit()
    answers = [
        arriving.sign_up(client, f"{who}@region.example", password=STRONG)
        for who in ("known", "new", "known")
    ]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {
        (302, "/links/asked/sign-up")
    }
    told = {str(one["To"]): str(one["Subject"]) for one in arriving.sent()}
    assert told == {
        "known@region.example": "Vous avez déjà un compte – Sillage",
        "new@region.example": "Confirmez votre adresse – Sillage",
    }
    of_known = sa.select(OneTimeLink.details).where(OneTimeLink.email == "known@region.example")
    assert "password_hash" not in arriving.session.scalars(of_known).one(), "it is nobody's"


def test_what_a_stranger_typed_is_not_taken_by_who_confirms(arriving, client, app):
    """Else the stranger would know the password of an account that its owner confirmed."""
    arriving.sign_up(client, "victim@region.example", name="Stranger", password=STRONG)
    link, victim = arriving.link(), app.test_client()
    assert "Stranger" not in victim.get(link).text
    assert victim.post(link).status_code == 422
    assert arriving.accounts() == []
    assert victim.post(link, data={"name": "Victor"}).status_code == 302
    (account,) = arriving.accounts()
    assert (account.name, account.password_hash) == ("Victor", None)
    assert is_signed_in(victim)
    assert not is_signed_in(client)


def test_a_link_that_is_used_ten_times_at_once_makes_one_account(arriving, app, client):
    arriving.sign_up(client, "zoe@region.example")
    link = arriving.link()
    answers = at_once([lambda: app.test_client().post(link, data={"name": "Zoé"}).status_code] * 10)
    assert sorted(answers) == [302] + [404] * 9
    assert len(arriving.accounts()) == 1


def test_an_address_receives_one_message_an_hour_and_three_a_day_whatever_the_page(
    arriving, client
):
    def ask() -> int:
        arriving.sign_up(client, "zoe@region.example")
        arriving.ask_link(client, "zoe@region.example")
        client.post("/password/forgotten", data={"email": "ZOE@region.example"})
        return len(arriving.sent())

    assert ask() == 1
    for number in (1, 1, 0):
        arriving.later(HOUR)
        assert ask() == number
    at_once([lambda: arriving.sign_up(client, "yves@region.example")] * 8)
    assert len(arriving.sent()) == 1


def test_a_form_that_robots_sent_goes_nowhere_until_it_is_sent_again(arriving, client):
    filled = arriving.sign_up(client, "zoe@region.example", website="https://spam.example")
    assert filled.status_code == 422
    assert "spam.example" not in filled.text
    assert client.post("/sign-up", data={"email": "a@b.example", "name": "A"}).status_code == 422
    assert arriving.sent() == []


@pytest.mark.parametrize("name", ["https://spam.example", "Gagnez 1000 € www.spam.fr", "a\u202eb"])
def test_a_name_is_a_name_and_stands_in_no_message(arriving, client, name):
    assert arriving.sign_up(client, "zoe@region.example", name=name).status_code == 422
    arriving.sign_up(client, "zoe@region.example", name="Zoé\r\nBcc: spam.example")
    (message,) = arriving.sent()
    assert "Zoé" not in message.as_string() + words_of(message)
    assert message["Bcc"] is None


def test_a_weak_password_is_refused_alike_for_known_and_unknown_addresses(arriving, client):
    AccountFactory(email="known@region.example")
    arriving.session.commit()
    for email in ("known@region.example", "new@region.example"):
        for weak in ("password1234", "court", "x" * 2**20):
            answer = arriving.sign_up(client, email, password=weak)
            assert answer.status_code == 422
            assert weak[:50] not in answer.text
    assert arriving.sent() == []


def test_without_mail_the_pages_say_so(arriving, client, app, monkeypatch):
    settings = replace(app.extensions["settings"], mail=None)
    monkeypatch.setitem(app.extensions, "settings", settings)
    for page in ("/sign-up", "/password/forgotten"):
        assert "Aucun message ne peut partir d’ici" in client.get(page).text
    assert "Recevoir un lien" not in client.get("/sign-in").text
    assert arriving.ask_link(client, "zoe@region.example").status_code == 422


def test_robots_send_no_more_messages_in_our_name_than_the_limit(
    arriving, client, app, monkeypatch
):
    settings = replace(app.extensions["settings"], mail_daily_limit=1)
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert arriving.sign_up(client, "a@region.example").status_code == 302
    refused = arriving.sign_up(client, "b@region.example")
    assert refused.status_code == 429
    assert "b@region.example" in refused.text
