from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from analysis.voices.comparing import compared_with_others

COUNTS = np.array([[30, 10], [20, 40]])
VOICES = np.array([50, 50])


def compared(counts=COUNTS, voices=VOICES):
    return compared_with_others(counts, voices, np.ones(counts.shape, dtype=bool))


def test_residuals_are_those_of_haberman():
    # 30 where 20 were expected; variance 20 · (1 - .4) · (1 - .5).
    assert compared().residual[0] == pytest.approx([10 / np.sqrt(6), -10 / np.sqrt(6)])


def test_the_z_is_that_of_two_proportions_with_one_added():
    # 31 of 51 against 11 of 51.
    pooled = 42 / 102
    assert compared().z[0, 0] == pytest.approx(
        (31 - 11) / 51 / np.sqrt(pooled * (1 - pooled) * 2 / 51)
    )


def test_a_theme_of_which_everybody_speaks_tells_nothing():
    found = compared(np.array([[50, 50]]))
    assert not found.residual.any()
    assert not found.z.any()
    assert (found.q == 1).all()


def test_probabilities_are_exact_and_corrected_for_their_number():
    exact = fisher_exact([[30, 20], [10, 40]]).pvalue
    # Four cells that are as unequal: Benjamini and Hochberg leave them as they are.
    assert compared().q == pytest.approx(np.full((2, 2), exact), rel=1e-6)
    one = compared_with_others(COUNTS, VOICES, np.array([[True, False], [False, False]]))
    assert one.q[1, 1] == 1
    even = np.array([[30, 10], [20, 20], [20, 20], [20, 20]])
    assert compared(even).q[0, 0] == pytest.approx(4 * exact, rel=1e-6)
