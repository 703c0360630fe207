"""Secrets of second factors, and the codes that follow from them."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest

from app.accounts.second_factor.secret import (
    SecretLost,
    new_secret,
    provisioning_address,
    seal,
    unseal,
)
from app.accounts.second_factor.time_codes import step_of
from app.models.types import new_id

KEY = "a key that is long enough for the tests"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MOMENT = dt.datetime(2016, 6, 1, 10, 0, 10, tzinfo=dt.UTC)


def test_a_secret_is_read_with_its_key_and_for_its_account_only():
    account, secret = new_id(), new_secret()
    sealed = seal(KEY, account, secret)
    assert secret not in sealed
    assert len(sealed) <= 255, "the column holds as much"
    assert unseal(KEY, account, sealed) == secret
    for key, whose in [(KEY + "x", account), (KEY, new_id())]:
        with pytest.raises(SecretLost):
            unseal(key, whose, sealed)


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_the_clock_of_a_telephone_may_be_one_step_wrong(seconds, is_taken):
    code = pyotp.TOTP(SECRET).at(MOMENT + dt.timedelta(seconds=seconds))
    assert (step_of(SECRET, code, MOMENT) is not None) is is_taken


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "123 456"])
def test_what_is_no_six_digits_is_no_code(typed):
    assert step_of(SECRET, typed, MOMENT) is None


def test_the_picture_names_the_account_and_holds_the_secret():
    address = provisioning_address(SECRET, "person@sillage.example")
    assert address.startswith("otpauth://totp/Sillage:person%40sillage.example?")
    assert SECRET in address
