"""Reading the scores that a page sends: whatever is no score is passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from app.strategy.priorities.scoring import BEST, WORST, Cell

FIELD = re.compile("score-([0-9a-f]{32})-([0-9a-f]{32})")
VALUES = {"": None, **{str(value): value for value in range(WORST, BEST + 1)}}
"""What a button says; without a score, "no opinion"."""


def scores_sent(fields: Mapping[str, str]) -> dict[Cell, int | None]:
    """Subject and criterion → the score, or None to take one away."""
    return {
        (UUID(match[1]), UUID(match[2])): VALUES[value]
        for name, value in fields.items()
        if (match := FIELD.fullmatch(name)) and value in VALUES
    }


def subject_sent(fields: Mapping[str, str]) -> str | None:
    """The subject beside which the button stands that was pressed."""
    then = fields.get("then", "")
    return then if re.fullmatch("[0-9a-f]{32}", then) else None


def page_number(arguments: Mapping[str, str], total: int, size: int) -> int:
    """Which page is meant, counted from 0; the first where the text is none."""
    text = arguments.get("page", "")
    page = int(text) - 1 if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    return page if 0 <= page * size < total else 0
