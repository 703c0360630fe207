"""The course of one figure over time: a point for each day, and the figure that is wanted."""

from __future__ import annotations

from typing import Any

import altair as alt

from charts import look
from charts.model import Course
from charts.rows import drawn

HIGH = 190


def course(chart: Course, width: int) -> Any:
    """The specification of a line through the figures, with a dashed one at the wanted figure."""
    rows = [
        {"day": day, "value": value} for day, value in zip(chart.days, chart.values, strict=True)
    ]
    x = alt.X(
        "day:T",
        title=None,
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(format="%m/%Y", tickCount=4, grid=False, labelPadding=6),
    )
    y = alt.Y(
        "value:Q",
        title=chart.axis,
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(
            tickCount=4,
            titleAlign="left",
            titleAngle=0,
            titleAnchor="start",
            titleX=0,
            titleY=-14,
            domain=False,
        ),
    )
    base = drawn(rows).encode(x=x, y=y)
    layers = [
        base.mark_line(color=look.DEEP, strokeWidth=2.5),
        base.mark_point(color=look.DEEP, filled=True, size=70, opacity=1),
    ]
    if chart.wanted is not None:
        wanted = drawn([{"value": chart.wanted, "text": chart.wanted_text}])
        layers += [
            wanted.mark_rule(color=look.WARM, strokeWidth=2, strokeDash=[6, 4]).encode(y=y),
            wanted.mark_text(
                color=look.WARM, align="right", baseline="bottom", dx=-4, dy=-4, fontSize=12
            ).encode(x=alt.value(width - 80), y=y, text="text:N"),
        ]
    return alt.layer(*layers).properties(width=width - 80, height=HIGH)
