"""A printed questionnaire as an accessible PDF, the same bytes for the same questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.publication import typesetting

_TEMPLATE = Path(__file__).with_name("questionnaire.typ").read_bytes()


def pdf_of(sheet: dict[str, Any]) -> bytes:
    """The PDF of what `sheet_of` gives."""
    return typesetting.pdf_of(_TEMPLATE, sheet)
