"""Addresses as QR codes."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> bytes:
    """A picture with the margin that readers need (ISO/IEC 18004)."""
    picture = io.BytesIO()
    segno.make_qr(address).save(
        picture, kind="svg", border=4, scale=8, xmldecl=False, light="#fff", dark="#06363f"
    )
    return picture.getvalue()
