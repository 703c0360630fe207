"""Who takes part: an account, or a device that carries our mark."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.participants import add_participant, participant_of
from app.corpus.receipts.issuing import issue, receipt_code, receipt_with
from app.web.device import COOKIE, device_digest, marked_device
from tests.factories import AccountFactory, ActivityFactory, ConsultationFactory


def test_an_account_and_a_device_take_part_once_each(session: Session) -> None:
    consultation, account = ConsultationFactory(), AccountFactory()

    def add(account_id, device):
        return add_participant(session, consultation.id, account_id=account_id, device=device)

    signed_in, device = add(account.id, "d" * 64), add(None, "d" * 64)
    assert add(account.id, None) is signed_in
    assert add(None, "d" * 64) is device
    assert signed_in.is_verified
    assert signed_in.device_digest is None
    assert not device.is_verified


def test_a_participant_of_one_consultation_is_nobody_in_another(session: Session) -> None:
    here, elsewhere = ConsultationFactory(), ConsultationFactory()
    add_participant(session, here.id, account_id=None, device="d" * 64)
    assert participant_of(session, elsewhere.id, account_id=None, device="d" * 64) is None
    assert participant_of(session, here.id, account_id=None, device=None) is None


def test_a_device_is_marked_when_it_acts_and_known_by_it_afterwards(app: Flask) -> None:
    with app.test_request_context():
        assert device_digest() is None
        digest = marked_device()
        response = app.process_response(app.make_response(""))
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    mark = cookie.split(";")[0].removeprefix(f"{COOKIE}=")
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={mark}"}):
        assert device_digest() == marked_device() == digest


def test_a_mark_that_was_made_up_is_none(app: Flask, client: FlaskClient) -> None:
    for made_up in ("abc", '"abc".def', "a" * 5000):
        with app.test_request_context(headers={"Cookie": f"{COOKIE}={made_up}"}):
            assert device_digest() is None


def test_a_receipt_is_found_by_its_code_however_it_is_typed(session: Session) -> None:
    activity = ActivityFactory()
    receipt = issue(session, activity, key="k" * 32)
    code = receipt_code("k" * 32, receipt.id)
    typed = f"  {code.lower().replace('-', ' ')} "
    assert receipt_with(session, activity.consultation_id, typed) is receipt
    assert receipt_with(session, ConsultationFactory().id, code) is None
    assert receipt_code("o" * 32, receipt.id) != code
    assert code not in receipt.digest
