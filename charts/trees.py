"""Trees: what is near joins first."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import altair as alt

from charts import look
from charts.model import Tree
from charts.rows import drawn, in_pixels, labels_width, row_heights, row_labels

GAP = 8


def leaf_order(joins: list[tuple[int, int, float]], leaves: int) -> list[int]:
    """The leaves in an order in which no two branches cross, that of the first leaf first."""
    held = {leaf: [leaf] for leaf in range(leaves)}
    for number, (one, other, _height) in enumerate(joins, start=leaves):
        first, second = sorted((held.pop(one), held.pop(other)), key=min)
        held[number] = first + second
    return [leaf for branch in held.values() for leaf in branch]


def tree(chart: Tree, width: int) -> Any:
    """The specification of a tree that lies on its side, its leaves on the left."""
    pixels, characters = labels_width(width)
    joins = [(int(one), int(other), float(height)) for one, other, height in chart.joins]
    order = leaf_order(joins, len(chart.labels))
    labels = [chart.labels[leaf] for leaf in order]
    heights = row_heights(labels, characters)
    middles = [end - height / 2 for end, height in zip(accumulate(heights), heights, strict=True)]
    left, right = pixels + GAP, width - 30
    highest = max((height for *_branches, height in joins), default=0) or 1
    at = {leaf: (float(left), middle) for leaf, middle in zip(order, middles, strict=True)}
    lines = []
    for number, (one, other, height) in enumerate(joins, start=len(order)):
        (x1, y1), (x2, y2) = at[one], at[other]
        x = left + (right - left) * height / highest
        lines += [
            {"x": x1, "x2": x, "y": y1, "y2": y1},
            {"x": x2, "x2": x, "y": y2, "y2": y2},
            {"x": x, "x2": x, "y": y1, "y2": y2},
        ]
        at[number] = (x, (y1 + y2) / 2)
    return alt.layer(
        drawn(lines)
        .mark_rule(strokeWidth=2, color=look.DEEP, strokeCap="round")
        .encode(x=in_pixels("x", alt.X), x2="x2:Q", y=in_pixels("y", alt.Y), y2="y2:Q"),
        row_labels(labels, middles, characters, pixels),
    ).properties(width=width - 20, height=sum(heights))
