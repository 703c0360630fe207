"""What a section of the review is made of: plain JSON, so that what is published is kept as it was.

No words of contributors: verbatims are identifiers, and are shown as long as everybody may read
them.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
Cell = dict[str, Any]


class Section(enum.StrEnum):
    """In their order."""

    METHOD = "method"
    PARTICIPATION = "participation"
    THEMES = "themes"
    ACTIONS = "actions"
    AGREEMENT = "agreement"
    NOT_KEPT = "not_kept"


def cell(text: object, endpoint: str = "", **values: str) -> Cell:
    """A text, and the page of the list that it counts: its name and what its address holds."""
    return {"text": str(text), "endpoint": endpoint, "values": values}


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def said(text: str) -> Block:
    return {"kind": "said", "text": text}


def bullets(items: Iterable[str]) -> Block:
    return {"kind": "bullets", "items": list(items)}


def verbatims(excerpts: Iterable[uuid.UUID]) -> Block:
    return {"kind": "verbatims", "excerpts": [one.hex for one in excerpts]}


def table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], numbers: Sequence[int]
) -> Block:
    """`numbers` are the columns (from 0) that hold figures."""
    return {
        "kind": "table",
        "caption": caption,
        "headings": list(headings),
        "rows": [list(row) for row in rows],
        "numbers": list(numbers),
    }


def excerpts_in(content: dict[str, Any]) -> list[uuid.UUID]:
    """Every excerpt that a review shows."""
    return [
        uuid.UUID(one)
        for section in content["sections"]
        for block in section["blocks"]
        if block["kind"] == "verbatims"
        for one in block["excerpts"]
    ]
