"""Addresses as QR codes."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> bytes:
    """A picture that scales to its place, with the margin that readers need (ISO/IEC 18004)."""
    picture = io.BytesIO()
    segno.make_qr(address, error="m").save(
        picture, kind="svg", border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None
    )
    return picture.getvalue()
