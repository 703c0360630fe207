"""Where themes stand next to one another."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.themes.theme_map import theme_map

COS = 0.6
# Two themes that are near, and one that is far from both.
CENTERS = np.array([[1.0, 0.0, 0.0], [COS, (1 - COS**2) ** 0.5, 0.0], [0.0, 0.0, 1.0]])


def test_distances_in_the_plane_are_those_of_the_centres_where_two_axes_hold_them():
    found = theme_map(CENTERS, np.ones(3), ["t1", "t2", "t3"])
    assert found is not None
    at = np.array([[one.x, one.y] for one in found.places])
    assert [one.theme for one in found.places] == ["t1", "t2", "t3"]
    assert np.linalg.norm(at[0] - at[1]) == pytest.approx((2 * (1 - COS)) ** 0.5, abs=1e-3)
    assert np.linalg.norm(at[0] - at[2]) == pytest.approx(2**0.5, abs=1e-3)
    assert found.shown == 1.0


def test_the_furthest_theme_of_each_axis_is_on_its_positive_side():
    found = theme_map(CENTERS[[2, 0, 1]], np.ones(3), ["t1", "t2", "t3"])
    assert found is not None
    for axis in ([one.x for one in found.places], [one.y for one in found.places]):
        assert max(axis) >= -min(axis) - 1e-3


def test_near_themes_join_first_and_heights_never_fall():
    found = theme_map(CENTERS, np.array([1.0, 1.0, 50.0]), ["t1", "t2", "t3"])
    assert found is not None
    first, second = found.joins
    assert {first.one, first.other} == {0, 1}
    assert {second.one, second.other} == {2, 3}
    assert 0 < first.height <= second.height


def test_one_theme_has_a_place_and_none_has_no_map():
    found = theme_map(np.eye(1), np.ones(1), ["t1"])
    assert found is not None
    assert (found.places[0].x, found.places[0].y, found.joins) == (0.0, 0.0, ())
    assert theme_map(np.zeros((0, 3)), np.zeros(0), []) is None
