from __future__ import annotations

import pytest

from app.accounts import password_rules
from app.accounts.password_rules import Weakness, weakness_of


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("elevensigns", Weakness.TOO_SHORT),
        ("x" * 257, Weakness.TOO_LONG),
        ("password1234", Weakness.COMMON),
        ("Qwertyuiop12!", Weakness.COMMON),
        ("dragondragon", Weakness.COMMON),
        ("202020162016", Weakness.COMMON),
        ("abababababab", Weakness.COMMON),
        ("vive jeanne.dupont", Weakness.OWN),
        ("les DUPONT de Nantes", Weakness.OWN),
        ("la rivière remonte", None),
        ("correct horse battery staple", None),
        ("jean et le haricot", None),
    ],
)
def test_a_password_that_is_tried_first_is_not_taken(
    password: str, weakness: Weakness | None
) -> None:
    found = weakness_of(password, email="jeanne.dupont@region.example", name="Jo Dupont")
    assert found is weakness


def test_a_password_of_a_megabyte_is_refused_before_it_is_read(monkeypatch) -> None:
    def read(password: str) -> str:
        raise AssertionError(f"{len(password)} characters were read")

    monkeypatch.setattr(password_rules, "normal_password", read)
    assert weakness_of("é" * 2**20) is Weakness.TOO_LONG


def test_a_letter_counts_once_however_it_is_written() -> None:
    decomposed = "e\u0301" * 6
    assert weakness_of(decomposed) is Weakness.TOO_SHORT, "six letters, twelve signs"
