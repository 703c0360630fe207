from __future__ import annotations

import numpy as np
import pytest

from analysis.voices.correspondence import NoMap, correspondence, correspondence_of
from analysis.voices.who_says_what import who_says_what
from tests.unit.analysis.voices.spoken import people, said

COUNTS = np.array([[30.0, 12, 8, 0], [10, 25, 9, 6], [5, 7, 31, 2], [14, 9, 6, 20]])
THEMES, GROUPS = list("abcd"), list("wxyz")


def drawn(counts, themes=THEMES, groups=GROUPS):
    return correspondence_of("group", themes, groups, np.asarray(counts, dtype=float))


def test_coordinates_inertia_and_quality_are_those_of_a_decomposition_by_hand():
    found = drawn(COUNTS)
    part = COUNTS / COUNTS.sum()
    row, column = part.sum(axis=1), part.sum(axis=0)
    residuals = (part - np.outer(row, column)) / np.sqrt(np.outer(row, column))
    left, sizes, right = np.linalg.svd(residuals)
    at = left[:, :2] * sizes[:2] / np.sqrt(row)[:, None]
    beside = right[:2].T * sizes[:2] / np.sqrt(column)[:, None]
    signs = np.sign([at[np.abs(at[:, axis]).argmax(), axis] for axis in range(2)])
    assert np.allclose([one.at for one in found.themes], at * signs, atol=1e-4)
    assert np.allclose([one.at for one in found.groups], beside * signs, atol=1e-4)
    assert found.inertia == pytest.approx(sizes[:2] ** 2, abs=1e-4)
    assert found.explained == pytest.approx(sizes[:2] ** 2 / (residuals**2).sum(), abs=1e-4)
    distance = ((part / row[:, None] - column) ** 2 / column).sum(axis=1)
    quality = at**2 / distance[:, None]
    assert np.allclose([one.quality for one in found.themes], quality, atol=1e-4)
    assert np.allclose(np.sum([one.contribution for one in found.groups], axis=0), 1, atol=1e-3)


def test_the_furthest_theme_of_each_axis_is_on_the_positive_side():
    for table in (COUNTS, COUNTS[::-1], COUNTS[:, ::-1]):
        at = np.array([one.at for one in drawn(table).themes])
        assert (at[np.abs(at).argmax(axis=0), [0, 1]] > 0).all()


def test_two_groups_make_one_axis():
    found = drawn(COUNTS[:, :2], groups=GROUPS[:2])
    assert len(found.inertia) == len(found.themes[0].at) == 1
    assert found.explained == (1.0,)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (np.zeros((0, 0)), NoMap.ONE_THEME),
        (np.zeros((4, 4)), NoMap.ONE_THEME),
        ([[1, 2, 3, 4]], NoMap.ONE_THEME),
        ([[5], [6]], NoMap.ONE_GROUP),
        ([[5, 0], [6, 0]], NoMap.ONE_GROUP),
        ([[2, 4], [3, 6]], NoMap.NO_DIFFERENCE),
    ],
)
def test_a_table_without_a_map_says_why(counts, reason):
    assert drawn(counts) is reason


def test_a_theme_that_all_speak_of_alike_is_in_the_middle_and_shown_by_no_axis():
    found = drawn([[14, 0], [7, 7], [0, 14]], themes=list("abc"), groups=list("xy"))
    assert (found.themes[1].at, found.themes[1].quality) == ((0.0,), (0.0,))


def test_lines_without_anybody_have_no_place():
    found = drawn([[5, 1, 0, 0], [0, 0, 0, 0], [1, 5, 0, 0]], themes=list("abc"))
    assert [one.name for one in found.themes] == ["a", "c"]
    assert [one.name for one in found.groups] == ["w", "x"]


def test_a_masked_cell_cannot_be_worked_out_from_the_map():
    def mapped(few: int):
        sayings = [*people("x", a=60, b=few, c=7 - few), *people("y", a=60, b=7 - few, c=few)]
        sayings += people("z", a=60, b=60, c=20)
        return correspondence(who_says_what(*said(sayings), "group", draws=2))

    assert mapped(3) == mapped(4)
