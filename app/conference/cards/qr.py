"""The QR code of an address, as a drawing."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr_path(address: str) -> tuple[int, str]:
    """The width of the code in modules, its quiet zone of four included, and the path of its dark
    modules in an SVG of that size."""
    code = segno.make(address, error="m", micro=False)
    border = 4
    parts = []
    for y, line in enumerate(code.matrix):
        x = 0
        while x < len(line):
            start = x
            while x < len(line) and line[x]:
                x += 1
            if x > start:
                parts.append(f"M{start + border} {y + border}h{x - start}v1h{start - x}z")
            x += 1
    return len(code.matrix) + 2 * border, "".join(parts)


def qr_svg(address: str) -> str:
    """The code as an SVG file, black on white."""
    width, path = qr_path(address)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}"/></svg>'
    ).format(width, path)
