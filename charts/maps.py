"""Maps: points that are near or far, told apart by their shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from charts import look
from charts.label_places import Labelled, label_places, leader
from charts.model import Scatter
from charts.rows import LINE_HEIGHT, drawn, in_pixels

LARGEST, SMALLEST = 2400.0, 60.0
"""Areas of the largest and the smallest point, in square pixels."""
HIGH, NARROW_HIGH = 0.62, 1.0
"""Height of a map, as a part of its width: on a page, on a phone."""
ROOM = 0.18
"""Part of the map that is kept free on each side, for large points and labels."""


def scatter(chart: Scatter, width: int) -> Any:
    """The specification of a map; places are worked out in pixels, labels among them."""
    is_narrow = width == look.NARROW
    width = width - 20
    height = round(width * (NARROW_HIGH if is_narrow else HIGH))
    largest = LARGEST / 2 if is_narrow else LARGEST
    across, up = _reach(chart, width, height)
    most = max(chart.sizes, default=0) or 1
    points = [
        Labelled(
            (x - across[0]) / (across[1] - across[0]) * width,
            (up[1] - y) / (up[1] - up[0]) * height,
            max(largest * size / most, SMALLEST) ** 0.5 / 2,
            look.wrapped(label, 22, 3).split("\n"),
        )
        for label, x, y, size in zip(chart.labels, chart.xs, chart.ys, chart.sizes, strict=True)
    ]
    marks = [
        {
            "x": point.x,
            "y": point.y,
            "area": (2 * point.radius) ** 2,
            "kind": chart.names[kind] if chart.names else "",
        }
        # The large ones first, or they would hide the small ones.
        for point, kind in sorted(
            zip(points, chart.kinds, strict=True), key=lambda one: -one[0].radius
        )
    ]
    boxes = label_places(points, width, height)
    labels = [
        {"x": (box[0] + box[2]) / 2, "y": box[1] + LINE_HEIGHT / 2, "label": point.lines}
        for point, box in zip(points, boxes, strict=True)
    ]
    ends = [(point, leader(point, box)) for point, box in zip(points, boxes, strict=True)]
    leaders = [
        {"x": point.x, "y": point.y, "x2": end[0], "y2": end[1]} for point, end in ends if end
    ]
    places = {"x": in_pixels("x", alt.X), "y": in_pixels("y", alt.Y)}
    return alt.layer(
        *_middle(across, up, width, height),
        drawn(leaders)
        .mark_rule(color=look.INK_SOFT, strokeWidth=1)
        .encode(**places, x2="x2:Q", y2="y2:Q"),
        drawn(marks)
        .mark_point(filled=True, opacity=1, stroke="#ffffff", strokeWidth=1.5)
        .encode(
            **places,
            size=alt.Size("area:Q", scale=None, legend=None),
            **_kinds(chart.names, width),
        ),
        drawn(labels)
        .mark_text(lineHeight=LINE_HEIGHT, baseline="middle")
        .encode(**places, text="label:N"),
    ).properties(width=width, height=height)


def _kinds(names: Sequence[str], width: int) -> dict[str, Any]:
    """Shape and colour by kind, with one legend where there are several."""
    legend = alt.Legend(title=None, columns=1 if width < look.WIDE // 2 else 3, symbolSize=120)
    shown = legend if len(names) > 1 else None
    order, colours = look.shapes(len(names)), look.colours(len(names))
    domain = list(names)
    return {
        "shape": alt.Shape(
            "kind:N", sort=None, legend=shown, scale=alt.Scale(domain=domain, range=order)
        ),
        "color": alt.Color(
            "kind:N", sort=None, legend=shown, scale=alt.Scale(domain=domain, range=colours)
        ),
    }


def _reach(chart: Scatter, width: int, height: int) -> tuple[list[float], list[float]]:
    """What both axes show: everything, a unit being as long across as up."""
    spans = [_span(chart.xs), _span(chart.ys)]
    free = 1 - 2 * ROOM
    unit = max(spans[0][1] / (width * free), spans[1][1] / (height * free)) or 1 / width
    halves = (unit * width / 2, unit * height / 2)
    across, up = (
        [middle - half, middle + half] for (middle, _), half in zip(spans, halves, strict=True)
    )
    return across, up


def _span(values: Sequence[float]) -> tuple[float, float]:
    """Middle and length of what values cover."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    return (least + most) / 2, most - least


def _middle(across: list[float], up: list[float], width: float, height: float) -> list[Any]:
    """The two lines on which an average voice or text stands, where the map shows them."""
    found = []
    if across[0] < 0 < across[1]:
        x = -across[0] / (across[1] - across[0]) * width
        found.append({"x": x, "x2": x, "y": 0, "y2": height})
    if up[0] < 0 < up[1]:
        y = up[1] / (up[1] - up[0]) * height
        found.append({"x": 0, "x2": width, "y": y, "y2": y})
    places = {"x": in_pixels("x", alt.X), "y": in_pixels("y", alt.Y)}
    lines = drawn(found).mark_rule(color=look.LINE, strokeWidth=1)
    return [lines.encode(**places, x2="x2:Q", y2="y2:Q")] if found else []
