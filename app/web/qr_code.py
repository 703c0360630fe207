"""Addresses as QR codes, with the margin that readers need (ISO/IEC 18004)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import segno

MARGIN = 4
"""Modules."""

_ON_SCREEN: dict[str, Any] = {"border": MARGIN, "scale": 8, "light": "#fff", "dark": "#06363f"}


def qr_svg(address: str) -> bytes:
    """A file to look at and to scan from a screen."""
    picture = io.BytesIO()
    segno.make_qr(address).save(picture, kind="svg", xmldecl=False, **_ON_SCREEN)
    return picture.getvalue()


def qr_source(address: str) -> str:
    """The same within a page: what the `src` of an image says."""
    return str(segno.make_qr(address).svg_data_uri(**_ON_SCREEN))


def printed_qr(address: str, *, level: str) -> str:
    """A drawing for paper, as SVG. `level`: how much of it may be soiled, "m" 15 %, "q" 25 %.

    Its modules are filled. The strokes that segno draws are moved to whole dots by what prints
    them, each by itself, so that a small code is torn.
    """
    matrix = segno.make_qr(address, error=level).matrix
    size = len(matrix) + 2 * MARGIN
    path = "".join(
        f"M{start + MARGIN} {y + MARGIN}h{end - start}v1h{start - end}z"
        for y, line in enumerate(matrix)
        for start, end in _runs(line)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )


def _runs(line: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules that stand side by side begin and end."""
    place = 0
    for is_dark, run in groupby(line):
        length = len(list(run))
        if is_dark:
            yield place, place + length
        place += length
