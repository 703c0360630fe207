"""Signing in through a real identity provider, and what is refused of one that lies."""

from __future__ import annotations

import dataclasses
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
import requests
import sqlalchemy as sa
from joserfc.jwk import RSAKey

from app.accounts.openid.client import client_of
from app.accounts.openid.linking import account_for, link
from app.accounts.openid.refusals import ComingBackRefused
from app.accounts.openid.tokens import Identity
from app.accounts.second_factor.secret import seal
from app.extensions import db, write_intent
from app.models import (
    Account,
    AccountSession,
    ExternalIdentity,
    Mandate,
    MandateSource,
    MandateState,
    Organisation,
    SignInWay,
)
from app.organisations.declaring import declare_by_provider
from environment.services import IdentityProvider
from tests.factories import PASSWORD, AccountFactory
from tests.openid_provider import CLAIMS, CLIENT_ID, CLIENT_SECRET, SIRET, Provider

# What is refused writes nothing: one database is enough.
once = pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")
OURS = "http://127.0.0.1:8000"
CALLBACK = "/sign-in/openid/callback"


@pytest.fixture(scope="module")
def running_provider():
    provider = Provider(f"{OURS}{CALLBACK}", f"{OURS}/sign-in/openid/signed-out")
    yield provider
    provider.close()


@pytest.fixture
def provider(app, running_provider):
    """The provider, which the application was told of."""
    running_provider.tell_the_truth()
    set_up(app, running_provider)
    yield running_provider
    app.extensions["settings"] = dataclasses.replace(
        app.extensions["settings"], identity_provider=None
    )
    client_of.cache_clear()


def set_up(app, provider, **more) -> None:
    told = IdentityProvider(
        issuer=provider.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, **more
    )
    settings = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(settings, identity_provider=told)
    client_of.cache_clear()


def leave(client, target: str = "") -> str:
    """The address at which the provider sends somebody back who left from here."""
    left = client.get("/sign-in/openid", query_string={"next": target})
    assert left.status_code == 302, left.text
    back = requests.get(left.headers["Location"], allow_redirects=False, timeout=5)
    return back.headers["Location"].removeprefix(OURS)


def sign_in_there(client, target: str = ""):
    return client.get(leave(client, target))


def signed_in(session) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(AccountSession))


def test_somebody_new_gets_an_account_and_a_mandate_for_their_organisation(
    session, client, provider
):
    assert "Se connecter avec ProConnect" in client.get("/sign-in?next=/consultations/x").text
    left = client.get("/sign-in/openid?next=/consultations/x").headers["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(left).query).items()}
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{OURS}{CALLBACK}"

    assert sign_in_there(client, "/consultations/x").headers["Location"] == "/consultations/x"
    session.rollback()
    account = session.scalars(sa.select(Account)).one()
    assert (account.email, account.name) == (CLAIMS["email"], "Camille Martin")
    assert account.password_hash is None
    opened = session.scalars(sa.select(AccountSession)).one()
    assert opened.way is SignInWay.OPENID
    assert opened.id_token.count(".") == 2
    identity = session.scalars(sa.select(ExternalIdentity)).one()
    assert (identity.issuer, identity.siret) == (provider.issuer, SIRET)
    mandate = session.scalars(sa.select(Mandate)).one()
    assert (mandate.state, mandate.source) == (MandateState.HELD, MandateSource.OPENID)
    assert mandate.organisation.siret == mandate.organisation.name == SIRET

    client.post("/sign-out")
    provider.claims |= {"email": "another@ville.example", "siret": "not a siret"}
    sign_in_there(client)
    session.rollback()
    assert session.scalars(sa.select(Account)).one().email == CLAIMS["email"], "the same account"
    assert signed_in(session) == 1


def test_signing_out_leads_to_the_provider_and_back(session, client, provider):
    sign_in_there(client)
    page = client.post("/sign-out")
    assert signed_in(session) == 0
    address = page.text.split('content="0;url=')[1].split('"')[0].replace("&amp;", "&")
    asked = parse_qs(urlsplit(address).query)
    assert asked["id_token_hint"][0].count(".") == 2
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    client.get(back.removeprefix(OURS))
    assert "Vous êtes aussi déconnecté de ProConnect." in client.get("/").text
    assert "session" in provider.asked
    client.get("/sign-in/openid/signed-out?state=foreign")
    assert "ProConnect" not in client.get("/").text


LIES = {
    "wrong nonce": ({"id_token": lambda claims: {**claims, "nonce": "n" * 43}}, "id_token nonce"),
    "no nonce": ({"id_token": lambda claims: without(claims, "nonce")}, "id_token nonce"),
    "wrong audience": ({"id_token": lambda claims: {**claims, "aud": ["x"]}}, "id_token aud"),
    "wrong issuer": ({"id_token": lambda claims: {**claims, "iss": "https://x"}}, "id_token iss"),
    "expired": ({"id_token": lambda claims: {**claims, "exp": moment(-3600)}}, "id_token"),
    "of tomorrow": ({"id_token": lambda claims: {**claims, "iat": moment(86400)}}, "id_token"),
    "no subject": ({"id_token": lambda claims: {**claims, "sub": ""}}, "id_token sub"),
    "odd subject": ({"id_token": lambda claims: {**claims, "sub": "a\0b"}}, "id_token sub"),
    "unsigned": ({"id_token_algorithm": "none"}, "id_token signature"),
    "signed with our secret": ({"id_token_algorithm": "HS256"}, "id_token signature"),
    "signed by another": ({"id_token_algorithm": "foreign"}, "id_token signature"),
    "userinfo of another": ({"userinfo": lambda said: {**said, "sub": "x"}}, "userinfo sub"),
    "userinfo for another": ({"userinfo": lambda said: {**said, "aud": ["x"]}}, "userinfo aud"),
    "userinfo from another": ({"userinfo": lambda said: {**said, "iss": "x"}}, "userinfo iss"),
    "userinfo unsigned": ({"plain_userinfo": True}, "userinfo is not signed"),
}
"""What the provider lies about, and the word that the log has for it."""


def without(claims: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in claims.items() if key != name}


def moment(seconds: int) -> int:
    return int(time.time()) + seconds


@once
def test_nobody_is_signed_in_by_a_provider_that_lies(session, client, provider, caplog):
    for name, (lie, word) in LIES.items():
        caplog.clear()
        provider.tell_the_truth()
        for what, value in lie.items():
            setattr(provider, what, value)
        back = leave(client)
        refused = client.get(back)
        assert refused.status_code == 400, name
        assert "Recommencer avec ProConnect" in refused.text, name
        told = "".join(str(one.msg) for one in caplog.records if one.name.startswith("app."))
        assert f"'reason': '{word}" in told, (name, told)
        code = parse_qs(urlsplit(back).query)["code"][0]
        assert not {secret for secret in (code, CLIENT_SECRET, "eyJ") if secret in told}, name
    assert signed_in(session) == 0
    assert session.scalars(sa.select(Account)).all() == []


@once
def test_a_document_that_names_another_issuer_or_an_address_in_the_clear_is_not_believed(
    app, client, provider
):
    lies = [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": None},
    ]
    for lie in lies:
        set_up(app, provider)
        provider.discovery = lambda found, lie=lie: {**found, **lie}
        assert client.get("/sign-in/openid").status_code == 400, lie
    assert "authorization" not in provider.asked


@once
def test_only_who_left_from_this_browser_comes_back_and_once(app, session, client, provider):
    back = leave(client)
    assert app.test_client().get(back).status_code == 400, "another browser"
    assert client.get(f"{CALLBACK}?code=x&state=foreign").status_code == 400
    assert client.get(back).status_code == 400, "its state was used up by the foreign one"
    assert client.get(f"{CALLBACK}?code=x").status_code == 400
    assert client.get(CALLBACK).status_code == 400
    assert "token" not in provider.asked
    back = leave(client)
    assert client.get(back.replace("iss=http", "iss=ftp")).status_code == 400
    back = leave(client)
    assert client.get(back).status_code == 302
    assert signed_in(session) == 1
    again = client.get(back)
    assert again.status_code == 400
    assert "déjà" in again.text
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    given_up = client.get(f"{CALLBACK}?error=access_denied&error_description=<b>x&state={state}")
    assert given_up.status_code == 400
    assert "<b>x" not in given_up.text


@once
def test_a_provider_that_does_not_answer_gets_a_page_that_says_so(app, client, provider):
    provider.broken = {"provider_config"}
    for _ in range(2):
        page = client.get("/sign-in/openid")
        assert page.status_code == 503
        assert "ProConnect ne répond pas" in page.text
    assert provider.asked == ["provider_config"], "it is left alone for a moment"
    assert client.get("/sign-in").status_code == 200
    unused = IdentityProvider(issuer="http://127.0.0.1:9", client_id="x", client_secret="y")
    app.extensions["settings"] = dataclasses.replace(
        app.extensions["settings"], identity_provider=unused
    )
    assert client.get("/sign-in/openid").status_code == 503
    assert client.get(CALLBACK).status_code == 400


def test_an_account_with_a_password_is_linked_by_its_owner_only(
    app, session, client, sign_in, provider
):
    account = AccountFactory(email=CLAIMS["email"])
    session.commit()
    refused = sign_in_there(client)
    assert refused.status_code == 400
    assert "/sign-in?next=/account/openid" in refused.text
    assert signed_in(session) == 0
    assert session.scalars(sa.select(ExternalIdentity)).all() == []

    owner = sign_in(account=account)
    assert sign_in_there(owner).headers["Location"] == "/account/openid"
    assert CLAIMS["email"] in owner.get("/account/openid").text
    session.rollback()
    assert session.scalars(sa.select(ExternalIdentity)).all() == [], "nothing without their word"
    assert owner.post("/account/openid").status_code == 422, "nor of who found their session open"
    owner.post("/account/openid", data={"password": PASSWORD})
    assert "SIRET" in owner.get("/account/openid").text
    assert sign_in_there(client).status_code == 302
    session.rollback()
    theirs = session.scalars(sa.select(AccountSession.account_id)).all()
    assert set(theirs) == {account.id}
    another = sign_in()
    another.post("/account/openid")
    session.rollback()
    assert session.scalars(sa.select(ExternalIdentity.account_id)).all() == [account.id]
    owner.post("/account/openid/unlink")
    session.rollback()
    assert session.scalars(sa.select(ExternalIdentity)).all() == []


def test_an_address_that_nobody_checked_makes_no_account(app, session, client, provider):
    del provider.claims["email_verified"]
    AccountFactory(email="other@ville.example", password_hash=None)
    session.commit()
    assert sign_in_there(client).status_code == 400
    provider.claims["email"] = "other@ville.example"
    assert sign_in_there(client).status_code == 400
    assert signed_in(session) == 0
    set_up(app, provider, is_email_trusted=True)
    assert sign_in_there(client).status_code == 302, "who reads its mail gets in anyway"
    assert signed_in(session) == 1


def test_who_has_a_second_factor_here_gives_a_code_whatever_the_provider_says(
    app, session, client, provider
):
    sign_in_there(client)
    client.post("/sign-out")
    session.rollback()
    account, secret = session.scalars(sa.select(Account)).one(), pyotp.random_base32()
    account.totp_secret = seal(app.extensions["settings"].secret_key, account.id, secret)
    account.totp_since = account.created_at
    session.commit()
    assert sign_in_there(client, "/mails").headers["Location"] == "/sign-in/code"
    assert signed_in(session) == 0
    answer = client.post("/sign-in/code", data={"code": pyotp.TOTP(secret).now()})
    assert answer.headers["Location"] == "/mails"
    session.rollback()
    opened = session.scalars(sa.select(AccountSession)).one()
    assert (opened.way, opened.has_second_factor) == (SignInWay.OPENID, True)
    assert opened.id_token.count(".") == 2, "the provider wants it at sign-out"


def test_one_account_is_made_of_somebody_who_comes_back_twice_at_once(app, session):
    who = Identity("https://idp.example", "subject", "new@ville.example", True, "New", SIRET)
    barrier, made = threading.Barrier(2), []

    def come() -> None:
        with app.app_context():
            barrier.wait()
            write_intent.set(True)
            try:
                made.append(account_for(db.session(), who).id)
                db.session.commit()
            except ComingBackRefused:
                db.session.rollback()

    threads = [threading.Thread(target=come) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made
    assert {session.scalars(sa.select(Account)).one().id} == set(made)
    assert len(session.scalars(sa.select(ExternalIdentity)).all()) == 1
    assert len(session.scalars(sa.select(Mandate)).all()) == 1


def test_keys_that_the_provider_changed_are_asked_again(session, client, provider):
    sign_in_there(client)
    client_of.cache_clear()
    left = leave(client)
    settings = client.application.extensions["settings"].identity_provider
    stale = RSAKey.generate_key(2048, {"kid": "of-yesterday"}).as_dict(private=False)
    client_of(settings).server_metadata["jwks"] = {"keys": [stale]}
    assert client.get(left).status_code == 302


def test_a_mandate_that_people_refused_stays_refused(session):
    account = AccountFactory()
    organisation = declare_by_provider(session, account, SIRET)
    mandate = session.scalars(sa.select(Mandate)).one()
    mandate.state = MandateState.REFUSED
    assert declare_by_provider(session, account, f"{SIRET[:3]} {SIRET[3:]}") is organisation
    assert mandate.state is MandateState.REFUSED
    mandate.state = MandateState.ASKED
    declare_by_provider(session, account, SIRET)
    assert mandate.state is MandateState.HELD
    assert declare_by_provider(session, account, "35600000000049") is None
    assert declare_by_provider(session, account, "35600000000010") is not None, "La Poste"
    assert session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 2
    link(session, account, Identity("https://issuer.example", "subject"))
    link(session, account, Identity("https://issuer.example", "subject"))
    assert len(session.scalars(sa.select(ExternalIdentity)).all()) == 1


@once
def test_without_a_provider_its_pages_do_not_exist(client, sign_in):
    assert client.get("/sign-in/openid").status_code == 404
    assert client.get(CALLBACK).status_code == 404
    assert sign_in().get("/account/openid").status_code == 404
    assert "ProConnect" not in client.get("/sign-in").text
