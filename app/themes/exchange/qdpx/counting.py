"""How a program counted the positions of its selections.

The standard says: Unicode code points, from 0. Some programs count the units of UTF-16 (an emoji is
two), some count each end of line as one sign and some as two, whatever stands in the file, and some
count the byte order mark. Nothing in a file tells it: what lets the selections fall on known spans
does.

Whatever was counted, positions are told in the text with LF ends of line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, islice, product

from app.themes.exchange.qdpx.project import Selection, Source

_LINE_END = re.compile("\r\n|\r|\n")
_PIECES = re.compile("\r\n|.", re.DOTALL)

Span = tuple[int, int]


@dataclass(frozen=True)
class Counting:
    """`line_end`: how many an end of line counts for; None: as many signs as the file has."""

    line_end: int | None = None
    is_utf16: bool = False
    counts_bom: bool = False


ENOUGH = 200
"""Texts in which the ways differ: a program counts the same in all of them."""
STANDARD = Counting()
WAYS = tuple(
    Counting(line_end, is_utf16, counts_bom)
    for counts_bom, is_utf16, line_end in product((False, True), (False, True), (None, 1, 2))
)
"""The standard first, then what programs were seen or reported to do."""


def with_line_feeds(text: str) -> str:
    """A text whose lines all end with LF."""
    return _LINE_END.sub("\n", text)


def spans_in(source: Source, counting: Counting) -> list[Span | None]:
    """Where each selection of a source is; None where it is not in the text."""
    if not _differs(source, counting):
        return [_whole(one, len(source.text)) for one in source.selections]
    widths = [_width(piece, counting) for piece in _PIECES.findall(source.text)]
    start = 1 if counting.counts_bom and source.had_bom else 0
    borders = list(accumulate(widths, initial=start))
    return [_span(one, borders) for one in source.selections]


def counting_of(sources: Iterable[Source], known: Callable[[Source, Span], bool]) -> Counting:
    """The way of counting that lets most selections fall on spans that are known."""
    hits = dict.fromkeys(WAYS, 0)
    # Every way counts the same in most texts, which tell nothing.
    telling = (one for one in sources if any(_differs(one, way) for way in WAYS))
    for source in islice(telling, ENOUGH):
        for way in WAYS:
            found = spans_in(source, way)
            hits[way] += sum(span is not None and known(source, span) for span in found)
    return max(WAYS, key=lambda way: hits[way])


def _differs(source: Source, counting: Counting) -> bool:
    text = source.text
    return (
        "\r\n" in text
        or (counting.line_end == 2 and _LINE_END.search(text) is not None)
        or (counting.is_utf16 and not text.isascii() and max(text) > "\uffff")
        or (counting.counts_bom and source.had_bom)
    )


def _width(piece: str, counting: Counting) -> int:
    if piece in ("\r\n", "\r", "\n"):
        return counting.line_end or len(piece)
    return 2 if counting.is_utf16 and ord(piece) > 0xFFFF else 1


def _whole(selection: Selection, length: int) -> Span | None:
    is_in = 0 <= selection.start < selection.end <= length
    return (selection.start, selection.end) if is_in else None


def _span(selection: Selection, borders: list[int]) -> Span | None:
    if not borders[0] <= selection.start < selection.end <= borders[-1]:
        return None
    return bisect_left(borders, selection.start), bisect_left(borders, selection.end)
