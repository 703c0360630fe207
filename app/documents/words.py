"""The words of passages: where they may be cut, how two become one, and the text they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.corpus.intake import Span
from app.corpus.segmentation import sentences
from app.models import Nature

MOST_CUTS = 40
"""Places to cut that are offered; a longer passage is cut again."""
_LINES_AND_ITEMS = re.compile(r"\n\s*|[;:]\s+")
_CLAUSES = re.compile(r",\s+")


class CannotCut(ValueError):
    """Nothing would be left on one side."""


@dataclass(frozen=True)
class Piece:
    """What is kept, or not, of `text[start:end]`: these words instead, when there are some."""

    start: int
    end: int
    corrected: str | None
    nature: Nature = Nature.OTHER
    location: str = ""
    is_dropped: bool = False


def as_typed(words: str) -> str:
    """Words as they were typed, with one kind of line end and no blanks around."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def places_to_cut(words: str) -> list[int]:
    """Where a second passage may begin: at a sentence, a line, or what follows a semicolon.

    In what has none of these, after a comma.
    """
    starts = {start for start, _end in sentences(words)}
    starts |= {mark.end() for mark in _LINES_AND_ITEMS.finditer(words)}
    found = _inside(words, starts) or _inside(words, {m.end() for m in _CLAUSES.finditer(words)})
    return found[:MOST_CUTS]


def _inside(words: str, places: set[int]) -> list[int]:
    return sorted(at for at in places if words[:at].strip() and words[at:].strip())


def joined(original: str, first: str, gap: str, second: str) -> str:
    """The words of two passages made one.

    original: what stands in the document from the start of the first to the end of the second;
    gap: what stands there between the two, such as the mark of a list, which is not said.
    """
    whole = first + gap + second
    if whole == original and not gap.strip():
        return original
    return first + ("\n" if "\n" in gap else " ") + second


def cut(original: str, words: str, at: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """Two passages out of one, cut before `words[at]`.

    Returns the end of the first in `original` with its words, and the start of the second there
    with its own. Words that were corrected are cut in the original as near as can be told.

    Raises:
        CannotCut: one of the two would hold nothing.
    """
    first, second = words[:at].rstrip(), words[at:].lstrip()
    if at < 1 or not first or not second or len(original) < 2:
        raise CannotCut
    if words == original:
        return (len(first), first), (len(original) - len(second), second)
    middle = min(max(_same_place(original, words, at), 1), len(original) - 1)
    return (middle, first), (middle, second)


def _same_place(original: str, words: str, at: int) -> int:
    """Where `words[at]` stands in the original: exactly outside of what was corrected."""
    if original[:at] == words[:at]:
        return at
    after = len(words) - at
    if original[-after:] == words[-after:]:
        return len(original) - after
    return round(at * len(original) / len(words))


def composed(
    text: str, pieces: Iterable[Piece], *, keeps_dropped: bool = True
) -> tuple[str, tuple[Span, ...]]:
    """The text with its corrected pieces put in place, and the spans of those that are kept.

    What was dropped stays in the text around them, unless `keeps_dropped` is false.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for part, piece in _parts(text, pieces) if keeps_dropped else _kept_parts(text, pieces):
        if piece is not None and not piece.is_dropped:
            spans.append(Span(length, length + len(part), piece.location, piece.nature))
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(spans)


def _parts(text: str, pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece | None]]:
    at, last = 0, None
    for piece in pieces:
        if at < piece.start:
            yield text[at : piece.start], None
        elif last is not None and (piece.corrected or last.corrected):
            # Cut out of one passage that was corrected, they stand side by side.
            yield " ", None
        yield piece.corrected or text[piece.start : piece.end], piece
        at, last = piece.end, piece
    if at < len(text):
        yield text[at:], None


def _kept_parts(text: str, pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece | None]]:
    """The parts without those that were dropped, nor the mark of a list that stood before them."""
    gap = ""
    for part, piece in _parts(text, pieces):
        if piece is None:
            gap += part
        elif piece.is_dropped:
            gap = gap.rpartition("\n")[0].rstrip()
        else:
            if gap:
                yield gap, None
            yield part, piece
            gap = ""
    if gap.strip():
        yield gap.rstrip(), None
