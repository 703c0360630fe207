"""The bodies as a drawing: each below the one that it reports to, joined to it by a line.

Rows, indented: it reads alike on a phone and on a wide screen. Lengths are those of the drawing.
"""

from __future__ import annotations

import textwrap
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.strategy.governance.standing import BodyNow

WIDTH = 400
INDENT = 28
DEEPEST = 5
"""Levels beyond which boxes are not indented any more."""
GAP = 18
PADDING = 14
LINE = 21
LETTER = 8.2
"""How wide a letter of a name is, at most."""


@dataclass(frozen=True)
class Box:
    """A body: where its frame stands, and its lines, each with where its letters stand. `join` is
    the path to the one above, if there is one."""

    now: BodyNow
    above: BodyNow | None
    x: int
    y: int
    width: int
    height: int
    name: tuple[tuple[int, str], ...]
    facts_y: int
    join: str


@dataclass(frozen=True)
class Diagram:
    width: int
    height: int
    boxes: tuple[Box, ...]


def diagram_of(bodies: Sequence[BodyNow]) -> Diagram:
    """The drawing of the bodies that still meet, those that report to none first."""
    open_ones = [one for one in bodies if not one.body.is_closed]
    there = {one.body.id: one for one in open_ones}
    boxes: list[Box] = []
    places: dict[uuid.UUID, Box] = {}
    y = 2
    for one, depth in _in_order(open_ones):
        above = there.get(one.body.reports_to_id) if one.body.reports_to_id else None
        box = _box(one, above, places.get(above.body.id) if above else None, depth, y)
        boxes.append(box)
        places[one.body.id] = box
        y += box.height + GAP
    return Diagram(WIDTH, max(y - GAP + 2, 0), tuple(boxes))


def _in_order(bodies: Sequence[BodyNow]) -> Iterator[tuple[BodyNow, int]]:
    """Each body with its depth, before those that report to it."""
    there = {one.body.id for one in bodies}
    below: dict[uuid.UUID | None, list[BodyNow]] = defaultdict(list)
    for one in bodies:
        above = one.body.reports_to_id
        below[above if above in there else None].append(one)

    def walk(above: uuid.UUID | None, depth: int) -> Iterator[tuple[BodyNow, int]]:
        for one in below[above]:
            yield one, depth
            yield from walk(one.body.id, depth + 1)

    return walk(None, 0)


def _box(one: BodyNow, above: BodyNow | None, upper: Box | None, depth: int, y: int) -> Box:
    x = 2 + INDENT * min(depth, DEEPEST)
    width = WIDTH - 2 - x
    lines = textwrap.wrap(one.body.name, int((width - 2 * PADDING) / LETTER)) or [""]
    name = tuple((y + PADDING + LINE * (n + 1) - 6, text) for n, text in enumerate(lines))
    facts_y = y + PADDING + LINE * (len(lines) + 1) - 6
    height = 2 * PADDING + LINE * (len(lines) + 1)
    join = ""
    if upper is not None:
        at = min(upper.x + INDENT // 2, x - 4)
        middle = y + height // 2
        join = f"M{at} {upper.y + upper.height}V{middle}H{x}"
    return Box(one, above, x, y, width, height, name, facts_y, join)
