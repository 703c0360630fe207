"""How strongly a group feeds an objective."""

from __future__ import annotations

from app.strategy.coverage.strength import Strength, strength_of
from app.themes.who_says_what.standing_out import signs


def test_a_group_stands_out_where_chance_would_hardly_explain_it():
    # 40 voices of 50 beside 10 of 150: more; the others then feed it less. A few tell nothing.
    assert signs([[40, 10], [3, 9]], [50, 150]) == [[1, -1], [0, 0]]


def test_one_voice_of_a_small_group_is_no_strength():
    assert signs([[1, 0]], [1, 30]) == [[0, 0]]


def test_nothing_said_and_no_objective_are_no_difference():
    assert signs([], [3, 4]) == []
    assert signs([[0, 0]], [0, 0]) == [[0, 0]]
    assert signs([[0, 0]], [3, 4]) == [[0, 0]]


def test_strength_is_told_in_words():
    assert strength_of(0, 0) is strength_of(0, -1) is Strength.NONE
    told = [strength_of(3, sign) for sign in (-1, 0, 1)]
    assert told == [Strength.LITTLE, Strength.SOME, Strength.STRONG]
