"""Addresses as QR codes, with the margin that readers need (ISO/IEC 18004)."""

from __future__ import annotations

import io
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
    """A drawing for paper, as SVG. `level`: how much of it may be soiled, "m" 15 %, "q" 25 %."""
    drawn = io.BytesIO()
    segno.make_qr(address, error=level).save(drawn, kind="svg", border=MARGIN, xmldecl=False)
    return drawn.getvalue().decode()
