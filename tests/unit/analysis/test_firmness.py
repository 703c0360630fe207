import numpy as np
import pytest

from analysis import Firmness
from analysis.firmness import firmness_of, likeness


@pytest.mark.parametrize(
    ("stability", "firmness"),
    [
        (None, None),
        (0.75, Firmness.SOLID),
        (0.7499, Firmness.FAIR),
        (0.6, Firmness.FAIR),
        (0.5999, Firmness.FRAGILE),
    ],
)
def test_the_words_follow_the_limits_of_the_literature(
    stability: float | None, firmness: Firmness | None
) -> None:
    assert firmness_of(stability) is firmness


def test_likeness_is_what_two_groups_share_of_what_they_hold() -> None:
    first, second = np.array([0, 0, 0, 1, 1]), np.array([1, 1, 0, 0, 0])
    assert likeness(first, second, 3) == pytest.approx(
        np.array([[1 / 5, 2 / 3], [2 / 3, 0], [np.nan, np.nan]]), nan_ok=True
    )
