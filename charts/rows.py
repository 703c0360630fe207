"""Rows of a chart: their labels on the left, high enough for these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from charts import look

LINE_HEIGHT, BETWEEN_ROWS = 16, 18
LETTER = 8
"""Pixels that a letter may take, whatever the reader's own font."""


def drawn(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def labels_width(width: int) -> tuple[int, int]:
    """Pixels and characters that row labels may take."""
    pixels = width * 2 // 5
    return pixels, pixels // LETTER


def row_step(keys: Sequence[str]) -> alt.Step:
    """Rows that are high enough for the longest label."""
    lines = max((key.count("\n") + 1 for key in keys), default=1)
    return alt.Step(lines * LINE_HEIGHT + BETWEEN_ROWS)


def row_axis(pixels: int) -> alt.Axis:
    # Lines hang down from the first one: raise each label by half of what follows.
    raised = [
        {"test": f"length(split(datum.label, '\\n')) == {lines}", "value": -8 * (lines - 1)}
        for lines in (2, 3, 4)
    ]
    return alt.Axis(
        labelExpr=look.LABEL_LINES,
        labelOffset={"condition": raised, "value": 0},
        labelLimit=pixels,
        labelPadding=8,
        domain=False,
        ticks=False,
        minExtent=pixels,
        maxExtent=pixels,
    )


def in_pixels(name: str, axis: type[Any]) -> Any:
    """A place that is given in pixels, from the left or from the top."""
    return axis(f"{name}:Q", axis=None, scale=None)


def row_labels(labels: Sequence[str], middles: Sequence[float], characters: int, right: int) -> Any:
    """Labels that end at `right`, their middles given, all in pixels."""
    lines = [look.wrapped(label, characters).split("\n") for label in labels]
    rows = [
        {"x": right, "y": middle - LINE_HEIGHT / 2 * (len(line) - 1), "text": line}
        for middle, line in zip(middles, lines, strict=True)
    ]
    return (
        drawn(rows)
        .mark_text(align="right", baseline="middle", lineHeight=LINE_HEIGHT)
        .encode(x=in_pixels("x", alt.X), y=in_pixels("y", alt.Y), text="text:N")
    )


def row_heights(labels: Sequence[str], characters: int) -> list[int]:
    """Pixels that each label takes, with what parts it from the next."""
    return [
        (look.wrapped(label, characters).count("\n") + 1) * LINE_HEIGHT + BETWEEN_ROWS
        for label in labels
    ]
