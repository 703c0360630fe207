import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from analysis.proportions import corrected, wilson_interval


@pytest.mark.parametrize(
    ("number", "people", "low", "high"),
    [
        # Newcombe 1998, table I, method 3 (Wilson score, no continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_an_interval_is_the_one_of_the_literature(number, people, low, high):
    assert wilson_interval(number, people) == pytest.approx((low, high), abs=5e-5)


def test_nobody_tells_nothing_and_everybody_excludes_no_whole():
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert wilson_interval(7, 7)[1] == 1.0


@given(st.integers(1, 5000), st.data())
def test_an_interval_is_that_of_scipy_and_holds_its_share(people, data):
    number = data.draw(st.integers(0, people))
    low, high = wilson_interval(number, people)
    theirs = scipy.stats.binomtest(number, people).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert 0 <= low <= number / people <= high <= 1


def test_probabilities_are_corrected_as_benjamini_and_hochberg_do() -> None:
    given_ = np.array([[0.001, 0.04, 0.5], [0.02, 0.03, 0.9]])
    assert np.allclose(
        corrected(given_).ravel(), scipy.stats.false_discovery_control(given_.ravel())
    )
    assert corrected(np.zeros(0)).shape == (0,)
