"""What the owner of an account sees and changes in it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.accounts.passwords import verify_password
from app.accounts.tidying import tidy
from app.models import AccountSession, OneTimeLink, OutgoingMail, SignInFailure, Subscription
from app.models.types import now
from tests.account_people import HOUR, STRONG, Arriving, is_signed_in
from tests.factories import PASSWORD, AccountFactory, ConsultationFactory
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once
from tests.subscribers import paths_in

EMAIL, NEW = "zoe@region.example", "zoe@ailleurs.example"


@pytest.fixture
def arriving(app, session, work) -> Arriving:
    AccountFactory(email=EMAIL, name="Zoé Ricou")
    session.commit()
    return Arriving(app, session, work)


@pytest.fixture
def owner(arriving, sign_in):
    return sign_in(account=arriving.accounts()[0])


def test_somebody_changes_their_name_and_the_language_of_their_messages(arriving, owner):
    page = owner.post("/account/details", data={"name": "<Zoé>", "language": "en"})
    assert page.status_code == 422
    answer = owner.post(
        "/account/details",
        data={"name": "Zoé  Martin", "language": "en", "email": "x@y.example", "erased_at": "1"},
    )
    assert answer.headers["Location"] == "/account"
    (account,) = arriving.accounts()
    assert (account.name, account.language, account.email) == ("Zoé Martin", "en", EMAIL)
    assert "My account" in owner.get("/account").text


def test_a_password_is_changed_by_who_knows_the_present_one(arriving, owner, sign_in):
    elsewhere = sign_in(account=arriving.accounts()[0])

    def change(present: str, password: str) -> int:
        said = {"present": present, "password": password}
        return owner.post("/account/password", data=said).status_code

    assert change("not the present one", STRONG) == 422
    assert change(PASSWORD, "zoe@region.example") == 422
    assert change(PASSWORD, "court") == 422
    assert arriving.sent() == []
    assert change(PASSWORD, STRONG) == 302
    assert verify_password(arriving.accounts()[0].password_hash, STRONG)
    assert is_signed_in(owner)
    assert not is_signed_in(elsewhere), "every other session is closed"
    (message,) = arriving.sent()
    assert str(message["Subject"]) == "Votre mot de passe a été changé – Sillage"


def test_a_forgotten_password_is_chosen_anew_by_a_link(arriving, owner, client, app):
    client.post("/password/forgotten", data={"email": EMAIL})
    link = arriving.link()
    assert client.post(link, data={"password": "ricou ricou ricou"}).status_code == 422
    assert is_signed_in(owner)
    said = {"password": STRONG}
    acts = [lambda: app.test_client().post(link, data=said).status_code] * 3
    assert sorted(at_once(acts)) == [302, 404, 404]
    assert not is_signed_in(owner)
    assert verify_password(arriving.accounts()[0].password_hash, STRONG)
    (message,) = arriving.sent()
    assert message["To"] == EMAIL
    assert client.get(link).status_code == 404


def test_who_has_no_password_chooses_one_by_a_link(arriving, owner, session):
    arriving.accounts()[0].password_hash = None
    session.commit()
    assert "Recevoir un lien pour en choisir un" in owner.get("/account/password").text
    said = {"present": "", "password": STRONG}
    assert owner.post("/account/password", data=said).status_code == 422
    owner.post("/password/forgotten", data={"email": EMAIL})
    owner.post(arriving.link(), data={"password": STRONG})
    assert verify_password(arriving.accounts()[0].password_hash, STRONG)


def test_an_address_changes_once_both_have_agreed(arriving, owner, app, session):
    (account,) = arriving.accounts()
    consultation = ConsultationFactory()
    session.add(Subscription(consultation_id=consultation.id, email=EMAIL, account_id=account.id))
    session.commit()
    owner.post("/account/address", data={"email": NEW})
    messages = {str(one["To"]): one for one in arriving.sent()}
    assert set(messages) == {EMAIL, NEW}
    links = _links(messages)
    client = app.test_client()
    assert NEW in client.get(links[EMAIL]).text
    assert "Une adresse a donné son accord" in client.post(links[NEW]).text
    assert arriving.accounts()[0].email == EMAIL
    assert client.post(links[NEW]).status_code == 404
    assert "Votre adresse a changé" in client.post(links[EMAIL]).text
    assert arriving.accounts()[0].email == NEW
    assert session.scalars(sa.select(Subscription.email)).all() == [NEW]
    assert sorted(str(one["To"]) for one in arriving.sent()) == sorted([EMAIL, NEW])


def test_both_addresses_that_agree_at_once_make_the_change(arriving, owner, app):
    owner.post("/account/address", data={"email": NEW})
    links = _links({str(one["To"]): one for one in arriving.sent()}).values()
    at_once([lambda link=link: app.test_client().post(link) for link in links])
    assert arriving.accounts()[0].email == NEW


def test_an_address_that_has_an_account_is_not_taken_nor_told_of(arriving, owner, app, session):
    answer = owner.post("/account/address", data={"email": NEW})
    links = _links({str(one["To"]): one for one in arriving.sent()})
    AccountFactory(email=NEW)
    session.commit()
    for email in links:
        app.test_client().post(links[email])
    assert [one.email for one in arriving.accounts()] == [EMAIL, NEW]
    AccountFactory(email="third@region.example")
    session.commit()
    known = owner.post("/account/address", data={"email": "third@region.example"})
    assert (known.status_code, known.headers["Location"]) == (302, answer.headers["Location"])
    told = {str(one["To"]): str(one["Subject"]) for one in arriving.sent()}
    assert told["third@region.example"] == "Cette adresse a déjà un compte – Sillage"
    assert owner.post("/account/address", data={"email": EMAIL}).status_code == 422


def test_an_address_whose_owner_erased_what_was_sent_there_is_not_taken(arriving, owner, session):
    owner.post("/account/address", data={"email": NEW})
    links = _links({str(one["To"]): one for one in arriving.sent()})
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.recipient == NEW))
    session.execute(sa.delete(OneTimeLink).where(OneTimeLink.email == NEW))
    session.commit()
    assert owner.post(links[EMAIL]).status_code == 404
    assert arriving.accounts()[0].email == EMAIL


def test_sessions_are_listed_and_closed_by_their_owner_only(arriving, owner, sign_in, client):
    account = arriving.accounts()[0]
    second, third, stranger = sign_in(account=account), sign_in(account=account), sign_in()
    ids = [
        str(one)
        for one in arriving.session.scalars(
            sa.select(AccountSession.id)
            .where(AccountSession.account_id == account.id)
            .order_by(AccountSession.id)
        )
    ]
    page = owner.get("/account").text
    assert page.count("Fermer cette session") == 2
    assert page.count("Ce navigateur") == 1
    for one in ids:
        stranger.post(f"/account/sessions/{one}/close")
        client.post(f"/account/sessions/{one}/close")
    assert is_signed_in(second)
    owner.post(f"/account/sessions/{ids[1]}/close")
    assert (is_signed_in(second), is_signed_in(third)) == (False, True)
    owner.post("/account/sessions/close-others")
    assert (is_signed_in(owner), is_signed_in(third)) == (True, False)


def test_reading_a_page_says_once_an_hour_that_the_session_is_used(arriving, owner, session):
    def seen() -> dt.datetime:
        session.rollback()
        return session.scalars(sa.select(AccountSession.seen_at)).one()

    for ago, is_noted in ((dt.timedelta(minutes=50), False), (HOUR * 3, True)):
        session.execute(sa.update(AccountSession).values(seen_at=now() - ago))
        session.commit()
        assert owner.get("/account").status_code == 200
        assert (now() - seen() < dt.timedelta(minutes=1)) is is_noted


def test_what_is_over_is_taken_away(arriving, owner, client, session):
    arriving.ask_link(client, EMAIL)
    arriving.sign_up(client, "new@region.example")
    client.post("/sign-in", data={"email": EMAIL, "password": "wrong"})
    assert (tidy(session).links, count_of(session, OneTimeLink)) == (0, 2)
    arriving.later(dt.timedelta(days=3))
    session.execute(sa.update(AccountSession).values(ends_at=now()))
    session.execute(sa.update(SignInFailure).values(created_at=now() - HOUR))
    session.commit()
    assert owner.get("/account").status_code == 302, "the session has ended"
    tidied = tidy(session)
    assert (tidied.sessions, tidied.links, tidied.failures) == (1, 2, 1)
    session.commit()
    assert arriving.sent() == [], "nor is it sent any more"


def _links(messages) -> dict[str, str]:
    return {
        email: next(path for path in paths_in(message) if path.startswith("/links/"))
        for email, message in messages.items()
    }
