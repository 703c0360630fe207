"""Masking words of a text: as many signs as before, so that what points into it still does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

MASK = "█"
Masking = Callable[[str], str]


def masking_of(words: Iterable[str]) -> Masking:
    """What masks these words wherever they stand whole in a text, whatever their case."""
    wanted = sorted({word.strip() for word in words} - {""}, key=len, reverse=True)
    if not wanted:
        return lambda text: text
    pattern = re.compile("|".join(_whole(word) for word in wanted), re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: masked(found[0]), text)


def _whole(word: str) -> str:
    # A blank of any kind stands for a blank: what was chosen on a page may have lost its own.
    body = r"\s+".join(map(re.escape, word.split()))
    before = r"(?<!\w)" if word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return f"{before}{body}{after}"


def masked(text: str) -> str:
    """A text of which nothing is left but its length and its lines."""
    return "".join(sign if sign in "\r\n" else MASK for sign in text)


def masked_json(value: str, masking: Masking, keys: frozenset[str]) -> str:
    """The texts under these keys of a JSON object, masked; nothing where there is no object."""
    if not value:
        return ""
    kept: dict[str, Any] = json.loads(value)
    for key in keys & kept.keys():
        kept[key] = masking(kept[key])
    return json.dumps(kept, ensure_ascii=False)
