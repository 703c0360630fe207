"""No masked count can be worked out from what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as made

from surveys.statistics.masking import SMALLEST, is_small, masked_counts, masked_lines, masked_table

COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 60))
TABLES = made.arrays(np.int64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=COUNTS)


def _mask(table):
    return masked_table(table, table.sum(1), table.sum(0), people=int(table.sum()))


def test_a_small_count_takes_another_with_it():
    assert masked_counts([20, 3, 10, 0], 33) == (False, True, True, False)


def test_two_small_counts_that_are_still_a_small_group_take_a_third():
    assert masked_counts([20, 1, 2, 10], 33) == (False, True, True, True)
    assert masked_counts([20, 3, 4, 10], 37) == (False, True, True, False)


def test_groups_of_five_and_empty_ones_are_shown():
    assert masked_counts([5, 0, 12], 17) == (False, False, False)


def test_leaving_out_an_option_is_a_group_too_where_several_may_be_ticked():
    assert masked_counts([18, 9, 12], 20) == (False, False, False)
    assert masked_counts([18, 9, 12], 20, several=True) == (True, True, False)


def test_a_line_of_few_people_is_masked_whole():
    table = np.array([[3, 0, 0], [20, 30, 10], [10, 10, 10]])
    assert _mask(table)[0].all()


def _solutions(table, mask):
    """The hidden counts that the totals leave open, as a basis of what may be added to them."""
    places = np.argwhere(mask)
    left = np.where(mask, table, 0)
    # What adds up to nothing is known to be zero.
    free = [i for i, (r, c) in enumerate(places) if left[r].sum() and left[:, c].sum()]
    places = places[free]
    equations = np.zeros((sum(table.shape), len(places)))
    for k, (r, c) in enumerate(places):
        equations[r, k] = equations[table.shape[0] + c, k] = 1
    _u, values, basis = np.linalg.svd(equations)
    rank = (values > 1e-9).sum()
    return places, basis[rank:]


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_the_totals_of_a_table_give_no_masked_count_away(table):
    mask = _mask(table)
    assert mask[is_small(table)].all()
    if mask.all():
        return
    places, basis = _solutions(table, mask)
    for k in range(len(places)):
        assert np.abs(basis[:, k]).max(initial=0) > 1e-9, f"{places[k]} is known"


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_what_is_masked_together_is_never_a_small_group(table):
    mask = _mask(table)
    if mask.all():
        return
    left = np.where(mask, table, 0)
    for sums, totals in ((left.sum(1), table.sum(1)), (left.sum(0), table.sum(0))):
        for masked, total in zip(sums, totals, strict=True):
            assert masked == 0 or masked >= SMALLEST or total < SMALLEST


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_masking_twice_gives_the_same(counts):
    once = masked_counts(counts, sum(counts))
    assert once == masked_counts(counts, sum(counts))
    hidden = [count for count, is_masked in zip(counts, once, strict=True) if is_masked]
    assert not hidden or all(once) or sum(hidden) >= SMALLEST


def test_a_table_without_small_counts_is_shown_whole():
    assert not _mask(np.array([[10, 20], [30, 40]])).any()


@pytest.mark.parametrize(("rows", "columns"), [(True, False), (False, True)])
def test_almost_everybody_is_masked_where_several_options_may_be_ticked(rows, columns):
    table = np.array([[18, 9, 12], [10, 10, 10], [30, 20, 10]])
    if rows:
        table = table.T
    people = np.array([20, 40, 60])
    others = np.array([58, 39, 32])
    mask = masked_table(
        table,
        others if rows else people,
        people if rows else others,
        people=120,
        several_rows=rows,
        several_columns=columns,
    )
    assert mask[0, 0]


def test_a_line_masked_in_its_own_question_is_masked_whole():
    """3 and 8 are masked together: showing the 8 would give the 3 away."""
    table = np.array([[2, 1], [4, 4], [20, 30]])
    assert masked_lines(table.sum(1), 61) == (True, True, False)
    assert _mask(table)[:2].all()


def test_few_people_without_an_answer_take_a_line_with_them():
    counts = np.array([30, 20, 10, 2, 0])
    assert masked_counts([30, 20, 10], 60) == (False, False, False)
    assert masked_lines(counts, 62, outside=2) == (False, False, True, True, False)
