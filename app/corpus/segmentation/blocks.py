"""The paragraphs, list items and headings of a text, from its lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.corpus.segmentation.markers import (
    heading_mark_length,
    is_rule,
    marker_length,
    may_start_with_mark,
)
from app.corpus.segmentation.spans import SpanKind

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# Lines broken by a mail program or a page are rather long and about equally so.
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 45, 110
_LONGEST_HEADING = 80
_TITLE_WORDS = 8
_FINAL = ".!?…;,"
_CONTINUES = ",;:.!?)]}»…%"


class Line(NamedTuple):
    """A line that is not blank: what it says is ``text[start:end]``, after its marker.

    ``kind`` is what its mark says it is; ``after_blank`` tells that a blank line stands above.
    """

    start: int
    end: int
    kind: SpanKind
    after_blank: bool


class Block(NamedTuple):
    """One or more lines that belong together."""

    start: int
    end: int
    kind: SpanKind


def blocks(text: str) -> list[Block]:
    """Return the blocks of ``text`` in order; only white space and marks are outside of them."""
    lines = list(_lines(text))
    found: list[Block] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.kind is SpanKind.HEADING or _is_title(text, lines, place):
            found.append(Block(line.start, line.end, SpanKind.HEADING))
            place += 1
            continue
        following = place + 1
        while following < len(lines) and _continues(text, lines[following - 1], lines[following]):
            following += 1
        if following - place == 1:
            found.append(Block(line.start, line.end, line.kind))
        else:
            found.extend(_join(text, lines[place:following]))
        place = following
    return found


def _lines(text: str) -> Iterator[Line]:
    position, after_blank = 0, True
    for match in _LINE.finditer(text):
        # Two ends of line in a row enclose a blank line.
        if match.start() - position > 1 and _is_blank(text, position, match.start()):
            after_blank = True
        position = match.end()
        raw = match[0]
        said = raw.strip()
        if not said:
            after_blank = True
            continue
        start = match.start() + raw.index(said[0])
        end = start + len(said)
        kind = SpanKind.TEXT
        if may_start_with_mark(said):
            if is_rule(said):
                after_blank = True
                continue
            kind, mark = _mark(said)
            rest = said[mark:].lstrip()
            if not rest:
                after_blank = True
                continue
            start = end - len(rest)
        yield Line(start, end, kind, after_blank)
        after_blank = False


def _mark(said: str) -> tuple[SpanKind, int]:
    """Return what the mark that starts a line makes of it, and the length of that mark."""
    mark = heading_mark_length(said)
    if mark:
        return SpanKind.HEADING, mark
    mark = marker_length(said)
    return (SpanKind.ITEM, mark) if mark else (SpanKind.TEXT, 0)


def _is_blank(text: str, start: int, end: int) -> bool:
    return len(_LINE_END.findall(text, start, min(end, start + 4))) > 1


def _is_title(text: str, lines: Sequence[Line], place: int) -> bool:
    """Tell a title from a short answer: it announces a list, or prose that is far longer.

    A title is left out of excerpts, so when in doubt a line is not one.
    """
    line = lines[place]
    length = line.end - line.start
    if (
        length > _LONGEST_HEADING
        or place + 1 == len(lines)
        or line.kind is not SpanKind.TEXT
        or text[line.end - 1] in _FINAL
    ):
        return False
    following = lines[place + 1]
    if following.kind is SpanKind.HEADING or text[line.start].islower():
        return False
    announces = text[line.end - 1] == ":"
    if following.kind is SpanKind.ITEM:
        return announces or _is_short(text, line)
    if not line.after_blank or text[following.start].islower():
        return False
    is_prose = (
        following.end - following.start > _LONGEST_HEADING and text[following.end - 1] in ".!?…"
    )
    return announces or (is_prose and _is_short(text, line))


def _is_short(text: str, line: Line) -> bool:
    return len(text[line.start : line.end].split()) <= _TITLE_WORDS


def _join(text: str, run: Sequence[Line]) -> Iterator[Block]:
    """Make one block of lines that were broken, and one of each line that was not."""
    start, end, kind, _ = run[0]
    if _is_wrapped(text, run):
        yield Block(start, run[-1].end, kind)
        return
    for line in run[1:]:
        if text[line.start] not in _CONTINUES:
            yield Block(start, end, kind)
            start, kind = line.start, line.kind
        end = line.end
    yield Block(start, end, kind)


def _continues(text: str, line: Line, following: Line) -> bool:
    """Tell whether ``following`` goes on with the sentence of ``line``."""
    if following.after_blank or following.kind is not SpanKind.TEXT:
        return False
    first = text[following.start]
    if first in _CONTINUES:
        return True
    return line.end - line.start >= _SHORTEST_WRAPPED and text[line.end - 1] not in ".!?…;:"


def _is_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Tell broken lines from separate ones.

    A line was broken when the first word of the next one had no room left on it, and most lines
    then go on in lower case after a first one that does not.
    """
    pairs = list(pairwise(lines))
    if all(text[following.start] in _CONTINUES for _, following in pairs):
        return True
    width = max(line.end - line.start for line in lines)
    if width > _LONGEST_WRAPPED or text[lines[0].start].islower():
        return False
    going_on = sum(not text[following.start].isupper() for _, following in pairs)
    return 2 * going_on >= len(pairs) and all(
        line.end - line.start + 1 + _first_word_length(text, following) > width
        for line, following in pairs
    )


def _first_word_length(text: str, line: Line) -> int:
    space = text.find(" ", line.start, line.end)
    return (space if space >= 0 else line.end) - line.start
