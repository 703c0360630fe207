"""A paragraph that is too long, cut into groups of whole sentences."""

import re
import unicodedata
from collections.abc import Iterator

from app.corpus.segmentation.sentences import sentences

# A sentence up to this many times the longest span is kept whole: cutting it loses its meaning.
_PATIENCE = 3

_BREAKS = (re.compile(r";(?=\s)"), re.compile(r"[,:](?=\s)"), re.compile(r"(?<=\S)(?=\s)"))
_JOINER = "\N{ZERO WIDTH JOINER}"


def group_sentences(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """Return the spans of ``text[start:end]``, of at most ``longest`` characters where possible.

    The number of groups is the smallest possible, and among such cuts the largest group is the
    shortest possible. A sentence longer than ``longest`` is a span of its own; longer than three
    times that, it is cut at a semicolon, a comma or a space, or anywhere when it has none.
    """
    groups: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for sentence_start, sentence_end in sentences(text, start, end):
        length = sentence_end - sentence_start
        if length <= longest:
            run.append((sentence_start, sentence_end))
            continue
        groups.extend(_even_groups(run, longest))
        run = []
        if length <= _PATIENCE * longest:
            groups.append((sentence_start, sentence_end))
        else:
            groups.extend(_pieces(text, sentence_start, sentence_end, longest))
    groups.extend(_even_groups(run, longest))
    return groups


def _even_groups(run: list[tuple[int, int]], longest: int) -> list[tuple[int, int]]:
    if not run:
        return []
    best = _fill(run, longest)
    low, high = max(end - start for start, end in run), longest
    while low < high:
        middle = (low + high) // 2
        candidate = _fill(run, middle)
        if len(candidate) <= len(best):
            best, high = candidate, middle
        else:
            low = middle + 1
    return best


def _fill(run: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Group neighbours, each group as long as ``size`` lets it be."""
    groups: list[tuple[int, int]] = []
    group_start, group_end = run[0]
    for start, end in run[1:]:
        if end - group_start > size:
            groups.append((group_start, group_end))
            group_start = start
        group_end = end
    groups.append((group_start, group_end))
    return groups


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    while end - start > longest:
        remaining = end - start
        even = -(-remaining // -(-remaining // longest))
        cut = _cut(text, start, min(longest, even + longest // 4))
        yield start, start + len(text[start:cut].rstrip())
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _cut(text: str, start: int, size: int) -> int:
    """Return where to cut after ``start``, at most ``size`` characters further."""
    latest = start + size
    for pattern in _BREAKS:
        found = None
        for match in pattern.finditer(text, start + size // 2, min(latest + 1, len(text))):
            if match.end() <= latest:
                found = match.end()
        if found is not None:
            return found
    cut = latest
    # A letter stays with its accents, an emoji with what it is joined to.
    while cut > start + size // 2 and (
        unicodedata.combining(text[cut]) or _JOINER in (text[cut], text[cut - 1])
    ):
        cut -= 1
    return max(cut, start + 1)
