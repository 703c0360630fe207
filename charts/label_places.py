"""Where the labels of points stand, so that they do not cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.rows import LINE_HEIGHT

LETTER = 6.6
"""Mean width of a letter, in pixels, a little more than that of our fonts."""
GAP = 4

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Labelled:
    """A point with its label, in pixels from the left and from the top."""

    x: float
    y: float
    radius: float
    lines: Sequence[str]


def label_places(
    points: Sequence[Labelled], width: float, height: float
) -> list[tuple[float, float]]:
    """Return where the middle of the first line of each label stands.

    One after the other, each takes the place around its point that covers least: below, above,
    then beside it. Labels stay within the picture.
    """
    taken = [_around(point) for point in points]
    found = []
    for point in points:
        boxes = [_within(box, width, height) for box in _choices(point)]
        covered = [sum(_common(box, other) for other in taken) for box in boxes]
        box = boxes[covered.index(min(covered))]
        taken.append(box)
        found.append(((box[0] + box[2]) / 2, box[1] + LINE_HEIGHT / 2))
    return found


def _around(point: Labelled) -> Box:
    x, y, r = point.x, point.y, point.radius
    return (x - r, y - r, x + r, y + r)


def _choices(point: Labelled) -> list[Box]:
    across = max(map(len, point.lines), default=0) * LETTER
    down = len(point.lines) * LINE_HEIGHT
    away = point.radius + GAP
    left, top = point.x - across / 2, point.y - down / 2
    corners = [
        (left, point.y + away),
        (left, point.y - away - down),
        (point.x + away, top),
        (point.x - away - across, top),
        (point.x + away * 0.7, point.y + away * 0.7),
        (point.x - away * 0.7 - across, point.y + away * 0.7),
        (point.x + away * 0.7, point.y - away * 0.7 - down),
        (point.x - away * 0.7 - across, point.y - away * 0.7 - down),
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
