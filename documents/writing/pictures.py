"""Figures as pictures, for files that hold no drawings."""

from __future__ import annotations

import vl_convert

PICTURE_SCALE = 2.0
"""Points of a picture for each of its own units: sharp enough in print."""


def png_of(svg: str) -> bytes:
    """The picture of a figure."""
    png: bytes = vl_convert.svg_to_png(svg, scale=PICTURE_SCALE)
    return png
