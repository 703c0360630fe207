"""Where the labels of points stand, so that they do not cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.rows import LINE_HEIGHT

LETTER = 6.6
"""Mean width of a letter, in pixels, a little more than that of our fonts."""
DISTANCES = (4, 24, 48, 72, 96)
"""Pixels from a point to its label, the first that leaves enough room."""
AWAY_COSTS = 3
"""Square pixels that a label may rather cover than stand a pixel further away."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Labelled:
    """A point with its label, in pixels from the left and from the top."""

    x: float
    y: float
    radius: float
    lines: Sequence[str]


def label_places(points: Sequence[Labelled], width: float, height: float) -> list[Box]:
    """Return the box of each label, within the picture.

    One after the other, each takes the place around its point that covers least: below, above,
    beside it, then further away, where a line has to lead to it.
    """
    taken = [_around(point) for point in points]
    found = []
    for point in points:
        choices = [
            (distance * AWAY_COSTS, _within(box, width, height))
            for distance in DISTANCES
            for box in _choices(point, distance)
        ]
        costs = [cost + sum(_common(box, other) for other in taken) for cost, box in choices]
        box = choices[costs.index(min(costs))][1]
        taken.append(box)
        found.append(box)
    return found


def leader(point: Labelled, box: Box) -> tuple[float, float] | None:
    """Where a line from the point to its label ends; None beside it."""
    x, y = min(max(point.x, box[0]), box[2]), min(max(point.y, box[1]), box[3])
    away = ((x - point.x) ** 2 + (y - point.y) ** 2) ** 0.5
    return (x, y) if away > point.radius + DISTANCES[1] else None


def _around(point: Labelled) -> Box:
    x, y, r = point.x, point.y, point.radius
    return (x - r, y - r, x + r, y + r)


def _choices(point: Labelled, distance: float) -> list[Box]:
    across = max(map(len, point.lines), default=0) * LETTER
    down = len(point.lines) * LINE_HEIGHT
    away = point.radius + distance
    aslant = away * 0.7
    left, top = point.x - across / 2, point.y - down / 2
    corners = [
        (left, point.y + away),
        (left, point.y - away - down),
        (point.x + away, top),
        (point.x - away - across, top),
        (point.x + aslant, point.y + aslant),
        (point.x - aslant - across, point.y + aslant),
        (point.x + aslant, point.y - aslant - down),
        (point.x - aslant - across, point.y - aslant - down),
    ]
    return [(x, y, x + across, y + down) for x, y in corners]


def _within(box: Box, width: float, height: float) -> Box:
    left, top, right, bottom = box
    across = max(-left, 0.0) or min(width - right, 0.0)
    down = max(-top, 0.0) or min(height - bottom, 0.0)
    return (left + across, top + down, right + across, bottom + down)


def _common(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)
