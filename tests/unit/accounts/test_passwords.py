from __future__ import annotations

from app.accounts.passwords import hash_password, verify_password


def test_two_keyboards_write_the_same_password() -> None:
    kept = hash_password("la rivière dorée")
    assert verify_password(kept, "la rivie\u0300re dore\u0301e")
    assert not verify_password(kept, "la riviere doree")
    assert not verify_password(hash_password("douze mètres ² au carré"), "douze mètres 2 au carré")
