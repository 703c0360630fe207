"""Dots: several figures of each row on one scale, told apart by their shapes."""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from charts import look
from charts.model import Dots
from charts.rows import drawn, labels_width, row_axis, row_step


def dots(chart: Dots, width: int) -> Any:
    """The specification of rows of dots."""
    pixels, characters = labels_width(width)
    keys = look.keyed(chart.labels, characters)
    rows: list[dict[str, Any]] = [
        {"key": key, "value": value, "name": name}
        for name, values in zip(chart.names, chart.values, strict=True)
        for key, value in zip(keys, values, strict=True)
        if value is not None
    ]
    names = list(chart.names)
    far = max([row["value"] for row in rows], default=0) or 100
    legend = alt.Legend(
        title=None,
        labelLimit=width - 60,
        columns=1 if width == look.NARROW else 3,
        columnPadding=16,  # letters are measured narrower than they are drawn
        symbolSize=120,
    )
    axis = alt.Axis(
        orient="top",
        labelExpr=f"datum.label + {json.dumps(chart.unit)}",
        tickCount=4,
        ticks=False,
        domain=False,
    )
    base = drawn(rows).encode(
        y=alt.Y(
            "key:N", sort=keys, title=None, axis=row_axis(pixels), scale=alt.Scale(domain=keys)
        ),
    )
    scale = alt.Scale(domain=[0, far * 1.04], nice=False)
    value = alt.X("value:Q", title=None, axis=axis, scale=scale)
    # From the smallest to the largest: a long line says that the way of counting matters.
    span = base.mark_rule(strokeWidth=2, color=look.LINE).encode(
        x=alt.X("min(value):Q", title=None, axis=axis, scale=scale), x2="max(value):Q"
    )
    marks = base.mark_point(filled=True, size=120, opacity=1).encode(
        x=value,
        shape=alt.Shape(
            "name:N",
            sort=None,
            legend=legend,
            scale=alt.Scale(domain=names, range=look.shapes(len(names))),
        ),
        color=alt.Color(
            "name:N",
            sort=None,
            legend=legend,
            scale=alt.Scale(domain=names, range=look.colours(len(names))),
        ),
    )
    return alt.layer(span, marks).properties(width=width - pixels - 30, height=row_step(keys))
