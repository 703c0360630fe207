"""The words of an excerpt that explain a proposal, marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.corpus.marking import marked


@dataclass(frozen=True)
class _Place:
    start: int
    end: int


def explained(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it explains the proposal."""
    wanted = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word.strip()]
    if not wanted:
        return [(text, False)]
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", text, re.IGNORECASE)
    places = [_Place(one.start(), one.end()) for one in found]
    return [(part, place is not None) for part, place in marked(text, places)]
