"""Pages to print, laid out by typst. No text of an author becomes markup: templates get data."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import typst

PDF = "application/pdf"

# What no printer shows: control characters, separators of lines, marks without width.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff]"
)


def pdf_of(template: bytes, content: dict[str, Any], *, is_printable: bool = False) -> bytes:
    """The accessible PDF (PDF/UA) of a template that reads `sys.inputs.data`; the same bytes for
    the same content. `is_printable`: nothing in it is to be taken out, blanks included."""
    told = content if is_printable else printable(content)
    return _pdf(template, json.dumps(told, sort_keys=True))


def picture_of(template: bytes, content: dict[str, Any], *, ppi: float) -> bytes:
    """The page of a template of one page, as a PNG."""
    return _picture(template, json.dumps(printable(content), sort_keys=True), ppi)


def printable(value: Any) -> Any:
    """A content without the signs that no printer shows."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub(" ", value).strip()
    if isinstance(value, dict):
        return {name: printable(inside) for name, inside in value.items()}
    return [printable(inside) for inside in value] if isinstance(value, list) else value


@lru_cache(maxsize=8)
def _pdf(template: bytes, data: str) -> bytes:
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


@lru_cache(maxsize=8)
def _picture(template: bytes, data: str, ppi: float) -> bytes:
    return typst.compile(template, format="png", ppi=ppi, sys_inputs={"data": data})
