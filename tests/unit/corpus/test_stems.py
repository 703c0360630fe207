"""Words as they are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.corpus.search.stems import LONGEST, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nîmes", "nimes"),
        ("bénévole", "BENEVOLES"),
        ("cœur", "coeur"),
        ("financement", "finances"),
        ("l’économie", "économie"),
    ],
)
def test_two_forms_of_a_word_have_the_same_stem(one, other):
    assert stems(one)[-1] == stems(other)[-1]


def test_signs_and_single_letters_are_no_words():
    assert stems("l’a + d’y : 2016 — ok") == ["2016", "ok"]


@given(st.text(max_size=300))
def test_stems_hold_letters_and_digits_only_and_stem_the_same_twice(text):
    found = stems(text)
    assert all(stem.isalnum() and len(stem) <= LONGEST for stem in found)
    assert stems(text) == found
