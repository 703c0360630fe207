"""A link signs in once, within 15 minutes, in the browser that asked for it."""

from __future__ import annotations

import datetime as dt

import pytest

from app.accounts import second_step
from app.models import SignInWay
from app.models.types import now
from app.web.logs import without_secrets
from tests.account_people import Arriving, is_signed_in
from tests.factories import PASSWORD, AccountFactory

pytestmark = pytest.mark.either_database


@pytest.fixture
def arriving(app, session, work) -> Arriving:
    AccountFactory(email="zoe@region.example", name="Zoé")
    session.commit()
    return Arriving(app, session, work)


def test_a_link_signs_in_once_and_leads_to_where_one_wanted_to_go(arriving, client):
    arriving.ask_link(client, "Zoe@region.example", next="/consultations/x?a=1")
    link = arriving.link()
    assert client.get(link).status_code == 200
    assert not is_signed_in(client), "programs open links before people do"
    assert client.post(link).headers["Location"] == "/consultations/x?a=1"
    assert client.post(link).status_code == 404
    assert is_signed_in(client)


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_a_link_never_leads_to_another_site(arriving, client, target):
    arriving.ask_link(client, "zoe@region.example", next=target)
    assert client.post(arriving.link()).headers["Location"] == "/"


def test_another_browser_is_told_so_and_asks_for_a_link_of_its_own(arriving, app, client):
    arriving.ask_link(client, "zoe@region.example")
    link, other = arriving.link(), app.test_client()
    page = other.get(link)
    assert (page.status_code, "dans un autre navigateur" in page.text) == (403, True)
    assert other.post(link).status_code == 403
    assert not is_signed_in(other)
    assert other.post(f"{link}/again").status_code == 302
    assert client.post(link).status_code == 404, "another one took its place"
    assert other.post(f"{link}/again").status_code == 404
    assert other.post(arriving.link()).status_code == 302
    assert is_signed_in(other)


def test_a_link_that_is_too_old_signs_nobody_in_but_brings_another(arriving, client):
    arriving.ask_link(client, "zoe@region.example")
    link = arriving.link()
    arriving.later(dt.timedelta(minutes=16))
    assert client.post(link).status_code == 403
    assert client.post(f"{link}/again").status_code == 302
    fresh = arriving.link()
    arriving.later(dt.timedelta(days=-1))
    assert client.post(fresh).status_code == 403, "made tomorrow, by a clock that was wrong"


def test_known_and_unknown_addresses_are_answered_alike(arriving, client):
    for page in ("/sign-in/link", "/password/forgotten"):
        answers = [
            client.post(page, data={"email": email})
            for email in ("zoe@region.example", f"nobody{len(page)}@region.example")
        ]
        assert len({(one.status_code, one.headers["Location"], one.text) for one in answers}) == 1
    told = [(str(one["To"]), str(one["Subject"])) for one in arriving.sent()]
    assert sorted(told) == [
        ("nobody13@region.example", "Aucun compte n’a cette adresse – Sillage"),
        ("nobody19@region.example", "Aucun compte n’a cette adresse – Sillage"),
        ("zoe@region.example", "Votre lien de connexion – Sillage"),
    ]


def test_a_link_opens_no_page_but_its_own_and_nothing_once_it_is_altered(arriving, client):
    arriving.ask_link(client, "zoe@region.example")
    link = arriving.link()
    places = ("sign-up", "password", "new-address", "old-address")
    for address in (
        *(link.replace("/sign-in/", f"/{place}/") for place in places),
        link[:-1],
        link[:-1] + ("0" if link[-1] != "0" else "1"),
        link.replace(link.split("/")[3], "0" * 32),
    ):
        assert client.post(address, data={"password": PASSWORD}).status_code == 404, address
        assert client.get(address).status_code == 404, address
    secret = link.rsplit("/", 1)[-1]
    assert secret not in without_secrets(None, "", f"GET {link} HTTP/1.1")
    assert client.post(link).status_code == 302


def test_a_message_names_our_host_whatever_the_request_says(arriving, client):
    client.post(
        "/sign-in/link",
        data={"email": "zoe@region.example"},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )
    words = arriving.words()
    assert "evil" not in words
    assert "http://127.0.0.1:8000/links/sign-in/" in words


def test_the_key_enter_asks_for_a_link_unless_a_password_was_typed(arriving, client):
    said = {"email": "zoe@region.example", "go": "enter"}
    assert client.post("/sign-in", data=said).headers["Location"] == "/links/asked/sign-in"
    wrong = client.post("/sign-in", data={**said, "go": "link", "email": "personne"})
    assert (wrong.status_code, "personne" in wrong.text) == (422, True)
    client.post("/sign-in", data={**said, "password": PASSWORD})
    assert is_signed_in(client)


def test_messages_are_in_the_language_of_who_is_written_to(arriving, client, session):
    arriving.accounts()[0].language = "en"
    session.commit()
    arriving.ask_link(client, "zoe@region.example")
    client.post("/language", data={"language": "en"})
    arriving.ask_link(client, "new@region.example")
    subjects = {str(one["Subject"]) for one in arriving.sent()}
    assert subjects == {"Your link to sign in – Sillage", "No account has this address – Sillage"}


def test_nothing_of_who_used_the_browser_before_stays_in_the_session(arriving, client):
    """A session that somebody fixed beforehand is not the one that is opened."""
    with client.session_transaction() as cookie:
        cookie.update(_user_id="fixed:before", planted="x", language="en")
    client.post("/sign-in", data={"email": "zoe@region.example", "password": PASSWORD})
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["_user_id"] != "fixed:before"
        assert cookie["language"] == "en"


def test_an_account_with_a_second_factor_is_not_let_in_by_the_first_step(arriving, client, session):
    arriving.accounts()[0].totp_since = now()
    session.commit()
    said = {"email": "zoe@region.example", "password": PASSWORD, "next": "/x"}
    by_password = client.post("/sign-in", data=said)
    arriving.ask_link(client, "zoe@region.example")
    for answer in (by_password, client.post(arriving.link())):
        assert answer.headers["Location"] == "/sign-in/code"
        assert not is_signed_in(client)


def test_a_first_step_opens_nothing_and_lasts_ten_minutes(arriving, app, monkeypatch):
    account = arriving.accounts()[0]
    with app.test_request_context():
        second_step.begin(account, SignInWay.LINK, "//evil.example")
        found = second_step.pending()
        assert found is not None
        assert (found.account.id, found.way, found.next) == (account.id, SignInWay.LINK, "")
        for late in (11, -11):
            moment = now() + dt.timedelta(minutes=late)
            with monkeypatch.context() as patch:
                patch.setattr(second_step, "now", lambda at=moment: at)
                assert second_step.pending() is None
        found.account.password_hash = "another"
        assert second_step.pending() is None, "the password was changed meanwhile"
