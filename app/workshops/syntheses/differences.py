"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed (`kept`), went (`removed`) or came (`added`)."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Both wordings in one: `before` is all but what was added, `after` all but what was removed.

    Words are compared whole, so that each difference can be read.
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
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
