"""Small multiples: the same small chart for each label, rather than lines that cross."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import altair as alt

from charts import look
from charts.model import Multiples
from charts.rows import drawn, in_pixels, labels_width, row_heights, row_labels

LOWEST = 44
"""Pixels of a row, so that small columns are seen."""
FREE = 14
"""Pixels that part a row from the one above, for the figure of its highest column."""
FIGURE = 40
"""Pixels kept at the end of a row."""


def multiples(chart: Multiples, width: int) -> Any:
    """The specification of a column chart for each label."""
    pixels, characters = labels_width(width)
    heights = [max(LOWEST, height) for height in row_heights(chart.labels, characters)]
    bottoms = list(accumulate(heights))
    left, right = pixels + 10, width - FIGURE
    step = (right - left) / max(len(chart.periods), 1)
    most = max((value for values in chart.values for value in values), default=0) or 1
    columns, figures = [], []
    for values, bottom in zip(chart.values, bottoms, strict=True):
        room = LOWEST - FREE
        columns += [
            {
                "x": left + place * step + step * 0.08,
                "x2": left + (place + 1) * step - step * 0.08,
                "y": bottom,
                "y2": bottom - max(room * value / most, 1.5),
            }
            for place, value in enumerate(values)
            if value
        ]
        highest = max(values, default=0)
        if highest:
            place = list(values).index(highest)
            top = bottom - room * highest / most
            x = left + (place + 0.5) * step
            figures.append({"x": x, "y": top - 7, "text": f"{highest:g}"})
    lines = [{"x": left, "x2": right, "y": bottom} for bottom in bottoms]
    x, y = in_pixels("x", alt.X), in_pixels("y", alt.Y)
    return alt.layer(
        drawn(lines).mark_rule(color=look.LINE).encode(x=x, x2="x2:Q", y=y),
        drawn(columns).mark_rect(color=look.DEEP).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        drawn(figures).mark_text(fontSize=11).encode(x=x, y=y, text="text:N"),
        row_labels(
            chart.labels, [bottom - LOWEST / 2 + 6 for bottom in bottoms], characters, pixels
        ),
        _periods(chart, left, step, (bottoms or [0])[-1], 70),
    ).properties(width=width - 10, height=(bottoms or [0])[-1] + 24)


def _periods(chart: Multiples, left: float, step: float, bottom: int, room: int) -> Any:
    """The names of as many periods as there is room for, under the last row."""
    every = max(1, -(-room // max(step, 1))) if step < room else 1
    rows = [
        {"x": left + (place + 0.5) * step, "y": bottom + 14, "text": name}
        for place, name in enumerate(chart.periods)
        if place % every == 0
    ]
    x, y = in_pixels("x", alt.X), in_pixels("y", alt.Y)
    return drawn(rows).mark_text(fontSize=12, color=look.INK_SOFT).encode(x=x, y=y, text="text:N")
