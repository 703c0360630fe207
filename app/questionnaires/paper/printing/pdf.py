"""A printed questionnaire as an accessible PDF, the same bytes for the same questions."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

PDF = "application/pdf"
_TEMPLATE = Path(__file__).with_name("questionnaire.typ").read_bytes()


def pdf_of(sheet: dict[str, Any]) -> bytes:
    """The PDF of what `sheet_of` gives."""
    return _compiled(json.dumps(sheet, sort_keys=True))


@lru_cache(maxsize=8)
def _compiled(data: str) -> bytes:
    inputs = {"data": data}
    try:
        return typst.compile(
            _TEMPLATE,
            format="pdf",
            sys_inputs=inputs,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        # A sign that the fonts of typst lack, which PDF/UA forbids: those of this machine may
        # have it, and a sheet to print is better than none.
        return typst.compile(_TEMPLATE, format="pdf", sys_inputs=inputs)
