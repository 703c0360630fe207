"""What is printed, as accessible PDF through typst.

Texts reach a template as data, never as markup: typst shows them as they are, whatever they hold.
"""

from __future__ import annotations

import re
from typing import Any

import typst

PDF = "application/pdf"

# What no printer shows: control characters, separators of lines, marks without width.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff]"
)


def compiled(template: bytes, data: str) -> bytes:
    """The PDF (UA-1) of a template; `data` is a JSON that it reads in `sys.inputs.data`."""
    inputs = {"data": data}
    try:
        return typst.compile(
            template,
            format="pdf",
            sys_inputs=inputs,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        # A sign that the fonts of typst lack, which PDF/UA forbids: those of this machine may
        # have it, and a sheet to print is better than none.
        return typst.compile(template, format="pdf", sys_inputs=inputs)


def printable(value: Any) -> Any:
    """Plain values, their texts without what no printer shows."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub(" ", value).strip()
    if isinstance(value, dict):
        return {name: printable(inside) for name, inside in value.items()}
    return [printable(inside) for inside in value] if isinstance(value, list) else value
