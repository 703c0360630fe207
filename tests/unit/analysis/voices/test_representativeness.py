from __future__ import annotations

import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from analysis.voices.representativeness import Standing, fit, group_gaps


def test_a_group_stands_out_only_beyond_its_interval():
    over, within, under = group_gaps([248, 100, 52], [4800, 2600, 2600])
    assert (over.share, over.population_share) == (0.62, 0.48)
    assert over.standing is Standing.OVER
    assert over.gap == pytest.approx(14)
    assert (round(over.least), round(over.most)) == (9, 19)
    assert within.standing is Standing.WITHIN
    assert within.least < 0 < within.most
    assert under.standing is Standing.UNDER
    few = group_gaps([3, 2], [48, 52])[0]
    assert few.standing is Standing.WITHIN


def test_groups_of_another_population_are_refused():
    for numbers, population in (([1, 2], [1]), ([1, 2], [0, 0])):
        with pytest.raises(ValueError, match="population"):
            group_gaps(numbers, population)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 20_000)), min_size=2, max_size=9).filter(
        lambda pairs: sum(number for number, _ in pairs) > 1
    )
)
def test_the_chi_square_is_that_of_scipy(pairs):
    numbers, population = ([one[place] for one in pairs] for place in (0, 1))
    found = fit(numbers, population)
    people, everybody = sum(numbers), sum(population)
    theirs = scipy.stats.chisquare(numbers, [people * one / everybody for one in population])
    assert found.chi_square == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-9)
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-12)
    assert found.degrees == len(pairs) - 1
    assert 0 <= found.cramers_v <= 1


def test_cramers_v_is_what_its_formula_gives():
    # Mendel's peas, 315 : 101 : 108 : 32 against 9 : 3 : 3 : 1 (chi-square 0.47).
    peas = fit([315, 101, 108, 32], [9, 3, 3, 1])
    assert peas.chi_square == pytest.approx(0.470, abs=5e-4)
    assert peas.cramers_v == pytest.approx((0.470 / (556 * 3)) ** 0.5, abs=1e-4)
    assert not peas.is_doubtful
    assert fit([2, 3], [900, 100]).is_doubtful


def test_one_group_or_nobody_cannot_be_compared():
    assert fit([5], [10]) is None
    assert fit([5, 0], [10, 0]) is None
    assert fit([0, 0], [10, 10]) is None
