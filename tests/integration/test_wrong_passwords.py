"""Who guesses is slowed down, and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.accounts import attempts
from app.models import AuditEvent, SignInFailure
from tests.account_people import HOUR, Arriving, is_signed_in
from tests.factories import PASSWORD, AccountFactory
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once

EMAIL = "zoe@region.example"


@pytest.fixture
def arriving(app, session, work) -> Arriving:
    AccountFactory(email=EMAIL)
    session.commit()
    return Arriving(app, session, work)


def _fail(app, session, number: int, email: str = EMAIL, address: str = "127.0.0.1") -> None:
    """As if somebody had been wrong, without the time that it takes."""
    for _ in range(number):
        key = app.extensions["settings"].secret_key
        attempts.pay(session, key=key, email=email, network_address=address, device=None)
    session.commit()


def _enter(client, email: str = EMAIL, password: str = PASSWORD):
    return client.post("/sign-in", data={"email": email, "password": password})


def test_strangers_who_fail_never_lock_the_owner_out(arriving, app, session):
    at_home, elsewhere = app.test_client(), app.test_client()
    assert _enter(at_home).status_code == 302
    at_home.post("/sign-out")
    _fail(app, session, attempts.MOST_OF_ACCOUNT, address="192.0.2.1")
    answer = _enter(elsewhere)
    assert answer.status_code == 429
    assert "Un lien reçu par courriel vous connecte dès maintenant" in answer.text
    assert EMAIL in answer.text, "what was typed is kept"
    assert _enter(elsewhere, "nobody@region.example").status_code == 422, "others are not slowed"
    assert _enter(at_home).status_code == 302, "a browser that the account knows"
    arriving.ask_link(elsewhere, EMAIL)
    elsewhere.post(arriving.link())
    assert is_signed_in(elsewhere)


def test_a_browser_that_the_account_knows_has_a_count_of_its_own(arriving, app, session):
    client = app.test_client()
    _enter(client)
    client.post("/sign-out")
    assert _enter(client, password="wrong").status_code == 422
    (failure,) = session.scalars(sa.select(SignInFailure))
    for _ in range(attempts.MOST_OF_DEVICE - 1):
        copied = {
            name: getattr(failure, name)
            for name in ("account_digest", "origin_digest", "device_digest")
        }
        session.add(SignInFailure(**copied))
    session.commit()
    assert _enter(client).status_code == 429
    assert _enter(app.test_client()).status_code == 302, "strangers are not slowed by it"


def test_one_network_address_does_not_try_all_accounts(arriving, app, session, client):
    for number in range(attempts.MOST_OF_ORIGIN):
        _fail(app, session, 1, email=f"p{number}@region.example")
    for email in (EMAIL, "nobody@region.example"):
        assert _enter(client, email).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    answer = client.post(
        "/sign-in", data={"email": EMAIL, "password": PASSWORD}, environ_overrides=elsewhere
    )
    assert answer.status_code == 302


def test_guesses_at_once_are_all_counted(arriving, app, session):
    _fail(app, session, attempts.MOST_OF_ACCOUNT - 2)
    acts = [lambda: _enter(app.test_client(), password="wrong").status_code] * 8
    answers = at_once(acts)
    assert set(answers) <= {422, 429}
    assert answers.count(422) <= 2
    assert count_of(session, SignInFailure) <= attempts.MOST_OF_ACCOUNT


def test_a_wrong_password_counts_for_an_hour_whatever_the_clock_does(arriving, app, session):
    _fail(app, session, attempts.MOST_OF_ACCOUNT)
    for ago in (HOUR, -dt.timedelta(days=3)):
        for failure in session.scalars(sa.select(SignInFailure)):
            failure.created_at -= ago
        session.commit()
        assert _enter(app.test_client()).status_code == 302


def test_a_failure_is_kept_without_a_word_of_what_was_typed(arriving, client, session):
    before = count_of(session, AuditEvent)
    _enter(client, password="not the password")
    _enter(client, "nobody@region.example")
    session.rollback()
    failures = session.scalars(sa.select(SignInFailure)).all()
    assert len({one.account_digest for one in failures}) == 2
    assert len({one.origin_digest for one in failures}) == 1
    assert all(len(one.account_digest) == 64 and one.device_digest is None for one in failures)
    (event,) = session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id).offset(before))
    assert (event.act, event.details) == ("sign_in_refused", {})
    assert event.account_id == arriving.accounts()[0].id
