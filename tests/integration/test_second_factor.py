"""The second factor: set up, asked, turned off; each code taken once."""

from __future__ import annotations

import re
import threading

import pyotp
import pytest
import sqlalchemy as sa

from app.accounts.second_factor.checking import (
    CodeRefused,
    Request,
    TooManyCodes,
    check_code,
)
from app.accounts.second_factor.failures import MOST, WINDOW, must_wait
from app.accounts.second_factor.recovery import NUMBER, replace_codes
from app.accounts.second_factor.secret import new_secret, seal, unseal
from app.accounts.second_factor.services import secret_to_set_up
from app.accounts.second_factor.time_codes import take_step
from app.extensions import db, write_intent
from app.models import AccountSession, AuditEvent, RecoveryCode, Role, SignInFailure
from app.models.types import now
from tests.factories import PASSWORD, AccountFactory, ConsultationFactory
from tests.invited_people import MailBox

pytestmark = pytest.mark.either_database

SHOW, SET_UP, ASK = "/account/second-factor", "/account/second-factor/set-up", "/sign-in/code"
CODE = re.compile(r"[2-9A-Z]{5}-[2-9A-Z]{5}")
SECRET = new_secret()


@pytest.fixture
def key(app) -> str:
    return app.extensions["settings"].secret_key


@pytest.fixture
def account(session, key):
    """Somebody with a second factor whose secret is SECRET."""
    account = AccountFactory()
    account.totp_secret, account.totp_since = seal(key, account.id, SECRET), now()
    session.commit()
    return account


def code() -> str:
    return pyotp.TOTP(SECRET).now()


def wrong() -> str:
    return f"{(int(code()) + 500_000) % 1_000_000:06d}"


def events_of(session, account) -> list[str]:
    session.rollback()
    mine = sa.select(AuditEvent.act).where(
        AuditEvent.account_id == account.id, AuditEvent.act.like("second_factor.%")
    )
    return list(session.scalars(mine.order_by(AuditEvent.id)))


def test_a_second_factor_is_set_up_with_a_first_code_and_ten_recovery_codes(session, sign_in, key):
    account = AccountFactory()
    client = sign_in(account=account)
    begun = client.post(SHOW, data={"next": "/consultations/x/desk"})
    page = client.get(begun.headers["Location"])
    session.rollback()
    secret = unseal(key, account.id, account.totp_secret)
    shown = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page.text))
    assert shown == secret
    assert "data:image/svg" in page.text
    known = {"password": PASSWORD, "next": "/consultations/x/desk"}
    wrong_code = "000000" if pyotp.TOTP(secret).now() != "000000" else "1"
    assert client.post(SET_UP, data={**known, "code": wrong_code}).status_code == 422
    assert not account.has_second_factor

    codes_page = client.post(SET_UP, data={**known, "code": pyotp.TOTP(secret).now()}).text
    codes = CODE.findall(re.sub(r"<input[^>]*>", "", codes_page))
    assert len(set(codes)) == NUMBER
    assert 'href="/consultations/x/desk"' in codes_page
    assert events_of(session, account) == ["second_factor.turned_on"]
    assert account.has_second_factor
    assert session.scalars(sa.select(AccountSession.has_second_factor)).one()
    kept = session.scalars(sa.select(RecoveryCode.digest)).all()
    assert not {one for one in codes if any(one in digest for digest in kept)}

    file = client.post(f"{SHOW}/codes/file", data={"code": codes})
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert all(one in file.text for one in codes)
    for foreign in ([*codes[1:], "AAAAA-AAAAA"], ["A"] * 19_000):
        assert client.post(f"{SHOW}/codes/file", data={"code": foreign}).status_code == 400
    assert client.get(SET_UP).headers["Location"] == SHOW, "the secret is never shown again"
    assert client.post(SHOW).headers["Location"] == SHOW, "nor replaced"


def test_who_finds_a_session_open_shuts_its_owner_out_of_nothing(session, sign_in, key):
    """By a second factor of their own, or by one that the owner sets up later."""
    account = AccountFactory()
    client = sign_in(account=account)

    def secret() -> str:
        client.post(SHOW)
        session.rollback()
        session.refresh(account)
        return unseal(key, account.id, account.totp_secret)

    read_before = secret()
    assert secret() != read_before
    for said in ({}, {"password": "not the one of the owner"}):
        right = pyotp.TOTP(unseal(key, account.id, account.totp_secret)).now()
        assert client.post(SET_UP, data={"code": right, **said}).status_code == 422
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(SignInFailure)) == 1
    account.password_hash = None
    session.execute(sa.text("UPDATE account_session SET created_at = '2020-01-01 00:00:00+00:00'"))
    session.commit()
    assert "Reconnectez-vous" in client.get(SET_UP).text
    client.post(SET_UP, data={"code": right})
    session.rollback()
    session.refresh(account)
    assert not account.has_second_factor


def test_signing_in_waits_for_a_code_which_is_taken_once(session, client, account):
    asked = client.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    assert asked.headers["Location"].startswith(ASK)
    assert account.name not in client.get("/").text, "nobody is signed in by the first step"
    assert client.post(ASK, data={"code": wrong()}).status_code == 422
    right = code()
    assert client.post(ASK, data={"code": f" {right[:3]} {right[3:]}"}).status_code == 302
    assert account.name in client.get("/").text
    session.rollback()
    assert session.scalars(sa.select(AccountSession)).one().has_second_factor
    assert events_of(session, account) == ["second_factor.wrong_code"]

    client.post("/sign-out")
    client.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    again = client.post(ASK, data={"code": right})
    assert again.status_code == 422
    assert "déjà servi" in again.text


def test_a_code_without_a_first_step_signs_nobody_in(session, client, account):
    answer = client.post(ASK, data={"code": code(), "next": "//evil.example"})
    assert answer.headers["Location"] == "/sign-in"
    assert session.scalars(sa.select(AccountSession)).all() == []


def test_a_recovery_code_opens_once_however_it_is_typed(session, account, key):
    first, second = replace_codes(session, account, key)[:2]
    request = Request(key, "here")
    check_code(session, account, f" {first.lower().replace('-', ' ')} ", request)
    with pytest.raises(CodeRefused):
        check_code(session, account, first, request)
    check_code(session, account, second.replace("-", ""), request)
    with pytest.raises(CodeRefused):
        check_code(session, AccountFactory(), second, request)
    session.commit()
    used = ["second_factor.recovery_code_used", "second_factor.wrong_code"]
    assert events_of(session, account) == [used[0], used[1], used[0]]


def test_who_guesses_waits_and_nobody_else(session, sign_in, account, key):
    client = sign_in(account=account)
    for _ in range(MOST):
        assert client.post(ASK, data={"code": wrong()}).status_code == 422
    waiting = client.post(ASK, data={"code": code()})
    assert waiting.status_code == 422
    assert "quart d’heure" in waiting.text
    session.rollback()
    with pytest.raises(TooManyCodes):
        check_code(session, account, code(), Request(key, "elsewhere"))
    other = AccountFactory()
    other.totp_secret, other.totp_since = seal(key, other.id, SECRET), now()
    check_code(session, other, code(), Request(key, "here"))
    for other_time in (now() + WINDOW, now() - WINDOW):
        session.execute(sa.update(SignInFailure).values(created_at=other_time))
        assert not must_wait(session, account.id, key), "nor by a clock that jumped"
    check_code(session, account, code(), Request(key, "here"))


def test_of_two_who_give_the_same_code_at_once_one_gets_in(app, session, account):
    step, results = 50_000_000, []
    barrier = threading.Barrier(2)

    def take() -> None:
        with app.app_context():
            write_intent.set(True)
            barrier.wait()
            own = db.session.get(type(account), account.id)
            results.append(take_step(db.session(), own, step))
            db.session.commit()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, True]


def test_a_team_that_must_give_a_second_factor_sets_it_up_and_comes_back(session, sign_in, account):
    consultation = ConsultationFactory(second_factor_for_team=True)
    desk = f"/consultations/{consultation.slug}/desk"
    without = sign_in(consultation, Role.WRITER)
    asked = without.get(without.get(desk).headers["Location"])
    assert asked.headers["Location"].startswith(SHOW)
    assert desk in without.get(asked.headers["Location"]).text

    client = sign_in(consultation, Role.WRITER, account)
    assert client.post(ASK, data={"code": code(), "next": desk}).headers["Location"] == desk
    assert client.get(desk).status_code == 200


def test_new_codes_and_turning_off_ask_for_the_code_and_the_password(
    session, sign_in, account, key
):
    old = replace_codes(session, account, key)[0]
    client = sign_in(account=account)
    off = f"{SHOW}/off"
    assert (
        client.post(off, data={"code": code(), "password": "not the password"}).status_code == 422
    )
    session.rollback()
    assert account.has_second_factor
    renewed = client.post(f"{SHOW}/codes", data={"code": code(), "password": PASSWORD})
    fresh = CODE.findall(renewed.text)
    assert old not in fresh
    assert client.post(off, data={"code": old, "password": PASSWORD}).status_code == 422
    assert client.post(off, data={"code": fresh[0], "password": PASSWORD}).status_code == 302
    session.rollback()
    session.refresh(account)
    assert (account.totp_secret, account.totp_since) == (None, None)
    assert session.scalars(sa.select(RecoveryCode)).all() == []
    assert events_of(session, account)[-1] == "second_factor.turned_off"


def test_a_secret_that_another_key_sealed_is_shown_anew_while_it_is_set_up(session, key):
    account = AccountFactory()
    account.totp_secret = seal("another key of the application", account.id, SECRET)
    secret_to_set_up(session, account, key)
    assert unseal(key, account.id, account.totp_secret) != SECRET


def test_a_command_takes_the_second_factor_away_from_who_lost_everything(app, session, account):
    run = app.test_cli_runner().invoke
    assert run(args=["account", "second-factor-off", account.email]).exit_code == 0
    session.rollback()
    session.refresh(account)
    assert not account.has_second_factor
    assert run(args=["account", "second-factor-off", account.email]).exit_code == 2


def test_its_owner_is_written_to_when_it_is_turned_on_or_off(app, session, sign_in, key, work):
    mails, account = MailBox(app), AccountFactory(language="en")
    mails.empty()
    client = sign_in(account=account)
    client.post(SHOW)
    session.rollback()
    secret = unseal(key, account.id, account.totp_secret)
    client.post(SET_UP, data={"code": pyotp.TOTP(secret).now(), "password": PASSWORD})
    session.rollback()
    recovery = replace_codes(session, account, key)[0]
    session.commit()
    client.post(f"{SHOW}/off", data={"code": recovery, "password": PASSWORD})
    work()
    said = {str(one["Subject"]): str(one["To"]) for one in mails.messages()}
    assert said == {
        "The second factor of your account is on – Sillage": account.email,
        "The second factor of your account is off – Sillage": account.email,
    }
