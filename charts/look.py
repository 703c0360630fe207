"""The look that all charts share: one palette, safe for colour blindness and distinct in grey."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

INK, INK_SOFT, LINE = "#15262b", "#4a5c62", "#d6dfe1"
DEEP, WARM = "#0a4f5c", "#9c4a12"

# From the end of disagreement to the end of agreement; both ends dark, told apart by their hue,
# their place and the legend.
BELOW = ("#7a3b12", "#d98b4a", "#eec9a5")
MIDDLE = "#ecf0f0"
ABOVE = ("#a9c9cd", "#5fa3ad", "#0a4f5c")

# Light to dark: reads the same in grey.
SHADES = ("#f2f7f7", "#cfe1e3", "#9cc3c8", "#5fa3ad", "#2b7684", "#0a4f5c")
DARK_FROM = 60.0
"""Shares from here on are so dark that their text is white."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
COLOURS = (DEEP, WARM, "#5fa3ad", "#4a5c62", "#d98b4a", "#15262b")
"""Each with its shape: what they tell apart reads in grey."""

FONT = "Arial, Liberation Sans, sans-serif"
WIDE, NARROW = 640, 340
"""Widths in pixels, labels included: a page, a phone."""


LONGEST_WORD = 20


def config() -> dict[str, Any]:
    """The settings that every chart shares, as Vega-Lite reads them."""
    text = {"labelFont": FONT, "labelFontSize": 13, "labelColor": INK, "titleFont": FONT}
    title = {"titleFontSize": 13, "titleFontWeight": "normal", "titleColor": INK_SOFT}
    return {
        "background": "#ffffff",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**text, **title, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE},
        "legend": {**text, **title, "orient": "top", "labelLimit": 0, "symbolType": "square"},
        "text": {"font": FONT, "fontSize": 13, "color": INK},
    }


def wrapped(label: str, width: int, lines: int = 4) -> str:
    """A label on several lines of at most `width` characters; only very long words are cut."""
    longest = max(map(len, label.split()), default=0)
    found = textwrap.wrap(
        label, width, max_lines=lines, placeholder=" …", break_long_words=longest > LONGEST_WORD
    )
    return "\n".join(found) or "–"


def keyed(labels: Sequence[str], width: int, lines: int = 4) -> list[str]:
    """Labels that stay in their order and apart, though two read the same: see `LABEL_LINES`."""
    return [f"{place:04}{wrapped(label, width, lines)}" for place, label in enumerate(labels)]


LABEL_LINES = "split(slice(datum.label, 4), '\\n')"
"""The Vega expression that shows a label made by `keyed`."""


def diverging_colours(steps: int) -> list[str]:
    """A colour for each step of a scale, from the lowest; grey for the middle of an odd one."""
    half = steps // 2
    below = [BELOW[min(place * 3 // max(half, 1), 2)] for place in range(half)]
    above = [ABOVE[2 - min(place * 3 // max(half, 1), 2)] for place in reversed(range(half))]
    return [*below, *([MIDDLE] if steps % 2 else []), *above]


def shapes(count: int) -> list[str]:
    """The shape of each of so many kinds."""
    return [SHAPES[place % len(SHAPES)] for place in range(count)]


def colours(count: int) -> list[str]:
    """The colour of each of so many kinds."""
    return [COLOURS[place % len(COLOURS)] for place in range(count)]
