"""Maps, trees and the tables of what they show."""

from __future__ import annotations

import pytest

from charts.label_places import Labelled, label_places, leader
from charts.model import Bars, Dots, Multiples, Scatter, Tree
from charts.tables import rows_of
from charts.trees import leaf_order


def test_labels_of_near_points_do_not_cover_one_another():
    points = [Labelled(200 + 3 * n, 200 + 2 * n, 8, ["Douze lettres", "de plus"]) for n in range(6)]
    boxes = label_places(points, 600, 400)
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert min(across, down) <= 2
    assert leader(points[0], boxes[0]) is None
    assert any(leader(point, box) for point, box in zip(points, boxes, strict=True))


def test_labels_stay_within_the_picture():
    corners = [(0, 0), (300, 0), (0, 200), (300, 200)]
    points = [Labelled(x, y, 5, ["Une assez longue étiquette"]) for x, y in corners]
    for left, top, right, bottom in label_places(points, 300, 200):
        assert left >= 0
        assert top >= 0
        assert right <= 300
        assert bottom <= 200


def test_no_two_branches_of_a_tree_cross():
    assert leaf_order([(0, 3, 0.1), (1, 2, 0.2), (4, 5, 0.3)], 4) == [0, 3, 1, 2]
    assert leaf_order([], 1) == [0]


def test_a_table_holds_what_a_chart_shows():
    assert rows_of(Dots(["A", "B"], ["x", "y"], [[1, 2], [3, None]])) == [
        ["A", 1, 3],
        ["B", 2, None],
    ]
    assert rows_of(Multiples(["A"], ["mai", "juin"], [[4, 0]])) == [["A", 4, 0]]
    assert rows_of(Scatter(["A"], [1], [2], [9], [0], ["seul"])) == [["A", 9, 1, 2]]
    assert rows_of(Scatter(["A"], [1], [2], [9], [1], ["u", "v"])) == [["A", 9, 1, 2, "v"]]
    tree = Tree(["A", "B", "C"], [(0, 2, 0.1), (1, 3, 0.4)])
    assert rows_of(tree) == [["(1)", "A + C", 0.1], ["(2)", "B + (1)", 0.4]]
    with pytest.raises(TypeError):
        rows_of(Bars([], [], []))
