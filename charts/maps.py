"""Maps: points that are near or far, told apart by their shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from charts import look
from charts.model import Scatter

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
COLOURS = (look.DEEP, look.WARM, "#5fa3ad", "#4a5c62", "#d98b4a", "#15262b")
"""Each with its shape: the map reads in grey."""
LARGEST, SMALLEST = 2400.0, 60.0
"""Areas of the largest and the smallest point, in square pixels."""
HIGH = 0.62
"""Height of a map, as a part of its width."""
ROOM = 0.18
"""Part of the map that is kept free on each side, for large points and labels."""


def scatter(chart: Scatter, width: int) -> Any:
    """The specification of a map."""
    width = width - 20
    height = round(width * HIGH)
    across, up = _reach(chart, width, height)
    most = max(chart.sizes, default=0) or 1
    rows = [
        {
            "x": x,
            "y": y,
            "area": max(LARGEST * size / most, SMALLEST),
            "label": look.wrapped(label, 22, 3).split("\n"),
            "kind": chart.names[kind] if chart.names else "",
        }
        for label, x, y, size, kind in zip(
            chart.labels, chart.xs, chart.ys, chart.sizes, chart.kinds, strict=True
        )
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(  # type: ignore[no-untyped-call]
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=across, nice=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=up, nice=False)),
    )
    return alt.layer(
        *_middle(across, up),
        base.mark_point(filled=True, opacity=1).encode(
            size=alt.Size("area:Q", scale=None, legend=None), **_kinds(chart.names, width)
        ),
        base.mark_text(dy=alt.ExprRef("sqrt(datum.area) / 2 + 12")).encode(text="label:N"),
    ).properties(width=width, height=height)


def _kinds(names: Sequence[str], width: int) -> dict[str, Any]:
    """Shape and colour by kind, with one legend where there are several."""
    legend = alt.Legend(title=None, columns=1 if width < look.WIDE // 2 else 3, symbolSize=120)
    shown = legend if len(names) > 1 else None
    order = [SHAPES[place % len(SHAPES)] for place in range(len(names))]
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(names))]
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


def _middle(across: list[float], up: list[float]) -> list[Any]:
    """The two lines on which an average voice or text stands, where the map shows them."""
    found = []
    for name, (least, most) in (("x", across), ("y", up)):
        if least < 0 < most:
            zero = alt.Chart(alt.Data(values=[{"zero": 0}]))  # type: ignore[no-untyped-call]
            axes = {"x": alt.X, "y": alt.Y}
            scale = alt.Scale(domain=[least, most], nice=False)
            place = {name: axes[name]("zero:Q", axis=None, scale=scale)}
            found.append(zero.mark_rule(color=look.LINE, strokeWidth=1).encode(**place))
    return found
