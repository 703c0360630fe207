"""The association of two questions, against SciPy and a published table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from surveys.statistics.association import adjusted_residuals, association

# Hair and eyes of 592 students: Snee 1974, Graphical display of two-way contingency tables.
SNEE = np.array([[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]])
TABLES = st.lists(st.lists(st.integers(1, 60), min_size=3, max_size=3), min_size=2, max_size=5)


def test_the_chi_square_of_a_published_table():
    found = association(SNEE)
    assert found.chi_square == pytest.approx(138.2898, abs=1e-4)
    assert found.degrees == 9
    assert found.p_value < 1e-24
    # Uncorrected: sqrt(138.2898 / (592 * 3)) = 0.2790; Bergsma's correction by hand.
    assert found.cramers_v == pytest.approx(0.271, abs=1e-3)
    assert not found.is_doubtful


@given(TABLES)
def test_chi_square_and_probability_are_those_of_scipy(rows):
    table = np.array(rows)
    found, known = association(table), stats.chi2_contingency(table, correction=False)
    assert found.chi_square == pytest.approx(known.statistic, abs=1e-8)
    assert found.degrees == known.dof
    assert found.p_value == pytest.approx(known.pvalue, abs=1e-10)
    assert 0 <= found.cramers_v <= stats.contingency.association(table, "cramer") + 1e-9


def test_questions_that_say_the_same_have_a_v_of_one():
    assert association(np.diag([30, 40, 50])).cramers_v == pytest.approx(1)


def test_unrelated_questions_have_a_v_of_zero():
    assert association(np.array([[10, 20], [20, 40]])).cramers_v == 0


def test_lines_without_anybody_change_nothing():
    wider = np.pad(SNEE, ((0, 1), (1, 0)))
    assert association(wider) == association(SNEE)


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[5, 3], [0, 0]], [[1], [2]]])
def test_nothing_is_said_of_what_cannot_be_compared(table):
    assert association(np.array(table)) is None


def test_low_expected_counts_are_told():
    assert association(np.array([[3, 1], [1, 3]])).is_doubtful
    assert not association(np.array([[30, 10], [10, 30]])).is_doubtful


def test_adjusted_residuals_of_a_published_table():
    """Source: Agresti 2002, Categorical Data Analysis, table 3.8: party by gender."""
    table = np.array([[279, 73, 225], [165, 47, 191]])
    found = adjusted_residuals(table, table.sum(1), table.sum(0), table.sum())
    assert found[0] == pytest.approx([2.29, 0.46, -2.62], abs=0.01)
    assert found[1] == pytest.approx(-found[0])


def test_a_line_that_holds_everybody_has_no_residual():
    table = np.array([[4, 6], [0, 0]])
    found = adjusted_residuals(table, table.sum(1), table.sum(0), 10)
    assert (found == 0).all()


def test_options_that_people_may_combine_are_each_compared_with_not_ticking_them():
    """20 people of two kinds; all of the first kind tick both options."""
    table = np.array([[10, 2], [10, 5]])
    people = np.array([10, 10])
    found = adjusted_residuals(table, table.sum(1), people, 20)
    ticked_or_not = np.array([[10, 2], [0, 8]])
    known = adjusted_residuals(ticked_or_not, ticked_or_not.sum(1), people, 20)
    assert found[0] == pytest.approx(known[0])
