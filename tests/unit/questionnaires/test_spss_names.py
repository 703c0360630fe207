"""Names that SPSS takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questionnaires.exports.spss_names import LONGEST_NAME, RESERVED, spss_names

NAMES = st.lists(st.text(max_size=80) | st.sampled_from(["a/0/b", "a.b", "A_b", "é" * 70, "to"]))


@given(NAMES)
def test_every_name_is_valid_short_enough_and_once_whatever_its_case(names: list[str]) -> None:
    found = spss_names(names)
    assert len(found) == len(names)
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert len(name.encode()) <= LONGEST_NAME
        assert name[0].isalpha()
        assert re.fullmatch(r"[\w.]+", name)
        assert name[-1] not in "._" or len(name) == 1
        assert name.casefold() not in RESERVED


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("salaries", "salaries"),
        ("projets/0/titre", "projets_0_titre"),
        ("freins.tresorerie", "freins.tresorerie"),
        ("#response", "response"),
        ("créée", "créée"),
        ("with", "q_with"),
        ("_a", "a"),
        ("2022", "q_2022"),
    ],
)
def test_a_name_stays_as_near_to_ours_as_it_can(ours: str, theirs: str) -> None:
    assert spss_names([ours]) == [theirs]
