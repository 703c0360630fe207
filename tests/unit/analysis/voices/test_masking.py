from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space

from analysis.voices.masking import MOST_CELLS, masked_cells

PARENTS = (None, 0, 0, None, None)
"""Two sub-themes below the first theme."""


def tables(rows=5, columns=4):
    cell = st.one_of(st.integers(0, 6), st.integers(0, 60))
    return st.lists(
        st.lists(cell, min_size=columns, max_size=columns), min_size=rows, max_size=rows
    ).map(np.array)


def values_left(counts, mask, parents):
    """How many directions the masked cells may still move in, each cell of a row of the answer."""
    rows, columns = counts.shape
    equations = []
    for row in range(rows):
        line = np.zeros(counts.shape)
        line[row] = 1
        equations.append(line)
    for above in set(parents):
        for column in range(columns):
            line = np.zeros(counts.shape)
            line[[row for row in range(rows) if parents[row] == above], column] = 1
            if above is not None:
                line[above, column] = -1
            equations.append(line)
    moves = null_space(np.array([line[mask] for line in equations]))
    return np.abs(moves).sum(axis=1)


@given(tables())
@settings(max_examples=40, deadline=None)
def test_nothing_small_is_shown_and_nothing_masked_can_be_worked_out(counts):
    mask = masked_cells(counts, PARENTS)
    small = (counts > 0) & (counts < 5)
    assert mask[small].all()
    if mask.any() and not mask.all():
        assert (values_left(counts, mask, PARENTS)[counts[mask] > 0] > 1e-6).all()


def test_a_table_without_small_cells_is_shown_whole():
    assert not masked_cells(np.array([[5, 0, 9], [12, 7, 0]]), (None, None)).any()


def test_a_sub_theme_is_not_told_by_its_parent_and_its_sisters():
    counts = np.array([[20, 40], [3, 20], [17, 20], [30, 30]])
    mask = masked_cells(counts, (None, 0, 0, None))
    assert mask[1, 0]
    assert mask[2, 0] or mask[0, 0]


def test_a_table_that_is_too_large_to_check_is_masked_whole():
    counts = np.full((MOST_CELLS, 2), 9)
    assert not masked_cells(counts, [None] * MOST_CELLS).any()
    counts[0, 0] = 2
    assert masked_cells(counts, [None] * MOST_CELLS).all()
