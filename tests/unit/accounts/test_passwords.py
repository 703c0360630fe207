from __future__ import annotations

import importlib.util

import argon2

from app.accounts import passwords
from app.accounts.passwords import hash_password, verify_password


def test_two_keyboards_write_the_same_password() -> None:
    kept = hash_password("la rivière dorée")
    assert verify_password(kept, "la rivie\u0300re dore\u0301e")
    assert not verify_password(kept, "la riviere doree")
    assert not verify_password(hash_password("douze mètres ² au carré"), "douze mètres 2 au carré")


def test_an_account_that_is_not_there_is_hashed_for_at_the_cost_of_a_new_one() -> None:
    # A copy of its own: that of the tests has a quicker hasher.
    assert passwords.__spec__
    assert passwords.__spec__.loader
    real = importlib.util.module_from_spec(passwords.__spec__)
    passwords.__spec__.loader.exec_module(real)
    cost = argon2.extract_parameters(real.hash_password("la rivière dorée"))
    assert argon2.extract_parameters(real._nobody) == cost
    assert cost == argon2.profiles.get_default_parameters()
