"""Names that SPSS takes for our columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_NAME = 64
"""Bytes of a name."""
RESERVED = frozenset(
    ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
)


def spss_names(names: Iterable[str]) -> list[str]:
    """A valid name for each column, in their order: letters first, then letters, digits, points
    and underscores, 64 bytes at most, no reserved word, each once whatever its case."""
    taken: set[str] = set()
    found = []
    for name in names:
        base = _valid(name)
        unique, number = base, 1
        while unique.casefold() in taken:
            number += 1
            end = f"_{number}"
            unique = _shortened(base, LONGEST_NAME - len(end)) + end
        taken.add(unique.casefold())
        found.append(unique)
    return found


def cut(text: str, limit: int) -> str:
    """The text, cut at `limit` bytes of UTF-8 without breaking a character."""
    return text.encode()[:limit].decode(errors="ignore")


def _valid(name: str) -> str:
    tidy = re.sub(r"[^\w.]+", "_", unicodedata.normalize("NFC", name)).strip("_.")
    if not tidy or not tidy[0].isalpha() or tidy.casefold() in RESERVED:
        tidy = f"q_{tidy}"
    return _shortened(tidy, LONGEST_NAME)


def _shortened(name: str, limit: int) -> str:
    return cut(name, limit).rstrip("_.")
