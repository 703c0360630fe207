from __future__ import annotations

import pytest

from app.organisations.siret import NotASiret, read_siret, siret_in_words


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("732 829 320 00074", "73282932000074"),
        ("732.829.320.00074", "73282932000074"),
        ("732\u202f829\u202f320\u00a000074", "73282932000074"),
        ("7328293200007４", "73282932000074"),
        ("35600000000048", "35600000000048"),
        ("35600000049837", "35600000049837"),
    ],
)
def test_a_siret_is_read_whatever_separates_its_digits(typed: str, number: str) -> None:
    """The last two are of La Poste: its head office, and one whose digits add up to 45."""
    assert read_siret(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "73282932000075",
        "732829320",
        "35600000049838",
        "٧٣٢٨٢٩٣٢٠٠٠٠٧٤",
        "x" * 14,
    ],
)
def test_what_is_no_siret_is_refused(typed: str) -> None:
    with pytest.raises(NotASiret):
        read_siret(typed)


def test_a_siret_is_shown_in_groups_on_one_line() -> None:
    assert siret_in_words("73282932000074") == "732\u202f829\u202f320\u202f00074"
