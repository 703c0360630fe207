"""From what a chart holds to its Vega-Lite specification."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from charts import look
from charts.courses import course
from charts.dots import dots
from charts.maps import scatter
from charts.model import (
    Bars,
    Chart,
    Columns,
    Course,
    Diverging,
    Dots,
    Grid,
    Intervals,
    Multiples,
    Scatter,
    Tree,
)
from charts.multiples import multiples
from charts.rows import LETTER, LINE_HEIGHT, drawn, labels_width, row_axis, row_step
from charts.trees import tree

UPRIGHT = 84
"""Columns narrower than this have their labels written upwards."""
VALUE_TEXT = 105
"""Pixels kept free at the end of a bar for its text."""


def specification(chart: Chart, *, narrow: bool) -> dict[str, Any]:
    """The Vega-Lite specification of a chart, for a phone or for a page."""
    found = DRAWINGS[type(chart)](chart, look.NARROW if narrow else look.WIDE)
    whole: dict[str, Any] = found.to_dict(validate=False)
    return {**whole, "config": look.config()}


def _bars(chart: Bars, width: int) -> Any:
    pixels, characters = labels_width(width)
    keys = look.keyed(chart.labels, characters)
    rows: list[dict[str, Any]] = [
        {"key": key, "value": value or 0, "text": text}
        for key, value, text in zip(keys, chart.values, chart.texts, strict=True)
    ]
    most = max([row["value"] for row in rows], default=0) or 1
    length = width - pixels - 10
    reach = most * length / (length - VALUE_TEXT)
    base = drawn(rows).encode(
        y=alt.Y("key:N", sort=keys, title=None, axis=row_axis(pixels)),
        x=alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, reach])),
    )
    return alt.layer(
        base.mark_bar(color=look.DEEP, height=alt.RelativeBandSize(0.62)),
        base.mark_text(align="left", dx=6).encode(text="text:N"),
    ).properties(width=length, height=row_step(keys))


def _columns(chart: Columns, width: int) -> Any:
    keys = [f"{place:04}{label}" for place, label in enumerate(chart.labels)]
    every = max(1, -(-len(keys) * (70 if width == look.WIDE else 90) // width))
    rows = [{"key": key, "value": value} for key, value in zip(keys, chart.values, strict=True)]
    axis = alt.Axis(
        labelExpr=look.LABEL_LINES,
        values=keys[::every],
        labelAngle=0 if len(keys) <= width // 90 else -35,
        ticks=False,
        labelPadding=6,
    )
    base = drawn(rows).encode(
        x=alt.X("key:N", sort=keys, title=None, axis=axis, scale=alt.Scale(paddingInner=0.12)),
        y=alt.Y(
            "value:Q",
            title=chart.axis,
            axis=alt.Axis(
                tickMinStep=1,
                tickCount=4,
                titleAlign="left",
                titleAngle=0,
                titleAnchor="start",
                titleX=0,
                titleY=-14,
                domain=False,
            ),
        ),
    )
    bars = base.mark_bar(color=look.DEEP)
    return alt.layer(bars).properties(width=width - 70, height=200)


def _diverging(chart: Diverging, width: int) -> Any:
    pixels, characters = labels_width(width)
    keys = look.keyed(chart.labels, characters)
    rows = [
        {"key": key, **segment}
        for key, shares in zip(keys, chart.shares, strict=True)
        for segment in _segments(chart.scale, shares, 6 if width == look.WIDE else 12)
    ]
    colours = alt.Scale(domain=list(chart.scale), range=look.diverging_colours(len(chart.scale)))
    base = drawn(rows)
    placed = base.encode(
        y=alt.Y("key:N", sort=keys, title=None, axis=row_axis(pixels)),
        x=alt.X("start:Q", axis=None, scale=alt.Scale(domain=_reach(rows), nice=False)),
    )
    legend = alt.Legend(
        title=None,
        columns=1 if width == look.NARROW or max(map(len, chart.scale)) > 18 else 2,
        labelLimit=width - 60,
        rowPadding=6,
    )
    zero = drawn([{"zero": 0}]).mark_rule(color=look.INK, strokeWidth=1)
    return alt.layer(
        placed.mark_bar(
            stroke="#ffffff", strokeWidth=1.5, height=alt.RelativeBandSize(0.66)
        ).encode(x2="end:Q", color=alt.Color("step:N", scale=colours, sort=None, legend=legend)),
        placed.mark_text(fontSize=12).encode(
            x=alt.X("centre:Q"),
            text="text:N",
            color=alt.Color("ink:N", scale=None),
        ),
        zero.encode(x="zero:Q"),
    ).properties(width=width - pixels - 10, height=row_step(keys))


def _segments(scale: Sequence[str], shares: Sequence[float], legible: int) -> list[dict[str, Any]]:
    """The pieces of one row from left to right, the middle of the scale at zero.

    Shares under `legible` have no room for their figure: it stands in the table.
    """
    half = len(shares) // 2
    start = -sum(shares[:half]) - (shares[half] / 2 if len(shares) % 2 else 0)
    inks = _inks(len(shares))
    found = []
    for step, share, ink in zip(scale, shares, inks, strict=True):
        found.append(
            {
                "step": step,
                "start": start,
                "end": start + share,
                "centre": start + share / 2,
                "text": f"{share:.0f}" if share >= legible else "",
                "ink": ink,
            }
        )
        start += share
    return found


def _inks(steps: int) -> list[str]:
    dark = {look.BELOW[0], look.ABOVE[2]}
    return ["#ffffff" if each in dark else look.INK for each in look.diverging_colours(steps)]


def _reach(rows: list[dict[str, Any]]) -> list[float]:
    """The same reach on both sides, so that rows and charts compare."""
    far = max([abs(row[end]) for row in rows for end in ("start", "end")], default=0) or 1
    return [-far, far]


def _grid(chart: Grid, width: int) -> Any:
    pixels = width * (30 if width == look.WIDE else 33) // 100
    down = look.keyed(chart.rows, pixels // LETTER)
    step = max(28, (width - pixels - 10) // max(1, len(chart.columns)))
    is_upright = step < UPRIGHT
    across = look.keyed(chart.columns, 20 if is_upright else step // LETTER, 1 if step < 44 else 2)
    lines = max((key.count("\n") for key in across), default=0)
    longest = max((len(line) for key in across for line in key[4:].split("\n")), default=0)
    rows = [
        {"row": row, "column": column, **_cell(chart, i, j)}
        for i, row in enumerate(down)
        for j, column in enumerate(across)
    ]
    placed = drawn(rows).encode(
        y=alt.Y("row:N", sort=down, title=None, axis=row_axis(pixels)),
        x=alt.X(
            "column:N",
            sort=across,
            title=None,
            axis=alt.Axis(
                orient="top",
                labelExpr=look.LABEL_LINES,
                labelAngle=-90 if is_upright else 0,
                labelLimit=160 if is_upright else step,
                ticks=False,
                domain=False,
                labelFontSize=12,
                labelPadding=6 if is_upright else 6 + LINE_HEIGHT * lines,
                minExtent=longest * LETTER if is_upright else 0,
            ),
        ),
    )
    dark = f"datum.share >= {look.DARK_FROM}"
    shades = alt.Scale(domain=[0, 100], range=list(look.SHADES))
    return alt.layer(
        placed.mark_rect(stroke="#ffffff", strokeWidth=2).encode(
            color=alt.Color("share:Q", scale=shades, legend=None)
        ),
        placed.mark_text(fontSize=11 if step < 44 else 13).encode(
            text="text:N",
            color=alt.condition(dark, alt.value("#ffffff"), alt.value(look.INK)),
        ),
    ).properties(width=alt.Step(step), height=row_step(down))


def _cell(chart: Grid, row: int, column: int) -> dict[str, Any]:
    share, sign = chart.shares[row][column], chart.signs[row][column]
    mark = {1: "▲", -1: "▼"}.get(sign, "")
    return {
        "share": share or 0,
        "text": "–" if share is None else f"{share:.0f}{mark}",
    }


def _intervals(chart: Intervals, width: int) -> Any:
    pixels, characters = labels_width(width)
    keys = look.keyed(chart.labels, characters)
    lines = zip(keys, chart.shares, chart.lows, chart.highs, chart.references, strict=True)
    rows: list[dict[str, Any]] = [
        {"key": key, "share": share, "low": low, "high": high, "reference": reference}
        for key, share, low, high, reference in lines
    ]
    far = max([*chart.highs, *chart.references], default=0) or 100
    axis = alt.Axis(
        orient="top", labelExpr="datum.label + ' %'", tickCount=4, ticks=False, domain=False
    )
    colours = alt.Scale(domain=list(chart.names), range=[look.DEEP, look.WARM])
    legend = alt.Legend(title=None, symbolType="circle", labelLimit=width - 60, columns=1)
    base = drawn(rows).encode(y=alt.Y("key:N", sort=keys, title=None, axis=row_axis(pixels)))
    scale = alt.Scale(domain=[0, far], nice=False)

    def placed(name: str) -> dict[str, Any]:
        return {
            "x": alt.X(f"{name}:Q", title=None, axis=axis, scale=scale),
            "color": alt.Color("kind:N", scale=colours, sort=None, legend=legend),
        }

    voices, known = (base.transform_calculate(kind=_quoted(name)) for name in chart.names)
    return alt.layer(
        voices.mark_rule(strokeWidth=3).encode(**placed("low"), x2="high:Q"),
        voices.mark_point(filled=True, size=110, opacity=1).encode(**placed("share")),
        known.mark_tick(thickness=4, size=24, opacity=1).encode(**placed("reference")),
    ).properties(width=width - pixels - 30, height=row_step(keys))


def _quoted(text: str) -> str:
    """A text as a Vega expression holds it."""
    return json.dumps(text, ensure_ascii=False)


DRAWINGS: dict[type[Chart], Callable[[Any, int], Any]] = {
    Bars: _bars,
    Columns: _columns,
    Course: course,
    Diverging: _diverging,
    Dots: dots,
    Grid: _grid,
    Intervals: _intervals,
    Multiples: multiples,
    Scatter: scatter,
    Tree: tree,
}
