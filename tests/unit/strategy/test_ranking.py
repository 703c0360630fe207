"""Medians, quartiles and Borda shares, against tables that were worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.strategy.priorities.ranking import Place, Spread, borda, places, spread_of, weighted


@pytest.mark.parametrize(
    ("values", "spread"),
    [
        ([4], Spread(4, 4, 4, 4, 4, 1)),
        # Halfway between two: (1 + 5) / 2, and a quarter of the way from each end.
        ([1, 5], Spread(1, 2, 3, 4, 5, 2)),
        ([4, 1, 3, 2], Spread(1, 1.75, 2.5, 3.25, 4, 4)),
        ([5, 1, 2, 4, 3], Spread(1, 2, 3, 4, 5, 5)),
        ([2, 2, 2, 5], Spread(2, 2, 2, 2.75, 5, 4)),
    ],
)
def test_a_spread_is_as_worked_out_by_hand(values, spread):
    assert spread_of(values) == spread


def test_no_score_has_no_spread():
    assert spread_of([]) is None


def test_a_weighted_score_is_the_mean_by_weight_of_a_whole_judgement():
    weights = {"a": 2, "b": 1}
    assert weighted({"a": 5, "b": 2}, weights) == 4  # (2 × 5 + 2) / 3
    assert weighted({"a": 4, "b": 3}, weights) == Fraction(11, 3)
    assert weighted({"a": 5}, weights) is None
    assert weighted({}, {}) is None


def test_whole_sheets_give_the_order_of_bordas_points():
    """His own example: 21 votes on three people. By points 2, 1, 0: A has 16, B 21, C 26; most
    put A first."""
    sheets = (
        [{"A": 3, "B": 2, "C": 1}] * 1
        + [{"A": 3, "C": 2, "B": 1}] * 7
        + [{"B": 3, "C": 2, "A": 1}] * 7
        + [{"C": 3, "B": 2, "A": 1}] * 6
    )
    assert borda(sheets) == {
        "A": Fraction(16, 42),
        "B": Fraction(21, 42),
        "C": Fraction(26, 42),
    }


def test_equals_share_their_average_rank():
    """4, 3, 3, 1: ranks 1, 2½, 2½, 4, so points 3, 1½, 1½, 0 out of 3."""
    assert borda([{"a": 4, "b": 3, "c": 3, "d": 1}]) == {
        "a": 1,
        "b": Fraction(1, 2),
        "c": Fraction(1, 2),
        "d": 0,
    }


def test_who_left_a_subject_out_says_nothing_of_it():
    """The second one compared b and c only; the third gave one score, which compares nothing."""
    sheets = [{"a": 3, "b": 2, "c": 1}, {"b": 5, "c": 4}, {"a": 1}]
    assert borda(sheets) == {"a": 1, "b": Fraction(3, 4), "c": 0}


def test_equals_share_their_places():
    assert places({"a": 4.5, "b": 3, "c": 3, "d": 1}) == {
        "a": Place(1, 1),
        "b": Place(2, 3),
        "c": Place(2, 3),
        "d": Place(4, 4),
    }
    assert Place(2, 3).distance(Place(3, 3)) == 0
    assert Place(1, 2).distance(Place(4, 4)) == Place(4, 4).distance(Place(1, 2)) == 2
