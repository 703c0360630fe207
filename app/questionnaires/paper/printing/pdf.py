"""A printed questionnaire as an accessible PDF, the same bytes for the same questions."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.publication.printing import compiled

_TEMPLATE = Path(__file__).with_name("questionnaire.typ").read_bytes()


def pdf_of(sheet: dict[str, Any]) -> bytes:
    """The PDF of what `sheet_of` gives."""
    return _compiled(json.dumps(sheet, sort_keys=True))


@lru_cache(maxsize=8)
def _compiled(data: str) -> bytes:
    return compiled(_TEMPLATE, data)
