"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
MOST_PAIRS = 300_000
"""Pairs of the same word on both sides: with more, comparing would take seconds."""


@dataclass(frozen=True)
class Piece:
    """Some words that stayed (`kept`), went (`removed`) or came (`added`)."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Both wordings in one: `before` is all but what was added, `after` all but what was removed.

    Words are compared whole, so that each difference can be read. Two long texts that repeat the
    same words over and over are shown one after the other.
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if _pairs(old, new) > MOST_PAIRS:
        return [Piece("removed", before), Piece("added", after)]
    pieces: list[Piece] = []
    # Blanks are everywhere: matched for themselves they would tear sentences to shreds.
    matcher = SequenceMatcher(lambda piece: piece.isspace(), old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(old[old_start:old_end])))
            continue
        if old_start < old_end:
            pieces.append(Piece("removed", "".join(old[old_start:old_end])))
        if new_start < new_end:
            pieces.append(Piece("added", "".join(new[new_start:new_end])))
    return pieces


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    there = Counter(piece for piece in new if not piece.isspace())
    return sum(there[piece] for piece in old)
