"""Lines of pages put together again into paragraphs."""

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.gathering import bullet_length
from documents.pdf_lines import Line
from documents.pdf_tables import PageTable, with_tables

_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_FINAL = ".!?…:;"
_USUAL = 1.2
"""The height from line to line where a document has no two lines, in parts of the size."""
_LARGER_GAP = 1.25
"""A gap above that of most lines, in parts of it, begins a paragraph."""
_INDENT = 0.9
"""In parts of the size of the letters."""
_ROOM_LEFT = 0.85
"""A line that ends a sentence before this part of the widest line ends its paragraph."""


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, on one page or over its end."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def is_item(self) -> bool:
        return bullet_length(self.first.text) > 0


def paragraphs(pages: Sequence[list[Line]]) -> list[Paragraph | PageTable]:
    """The paragraphs and tables of all pages; a paragraph that goes on over the end of a page is
    one.
    """
    gaps = [gap for lines in pages for gap in _gaps(lines)]
    usual = statistics.median(gaps) if gaps else _USUAL
    found: list[Paragraph | PageTable] = []
    for lines in pages:
        widest = max((len(line.text) for line in lines), default=0)
        parts = list(_parts(with_tables(lines, usual), usual, widest))
        if found and parts and (whole := _over_page(found[-1], parts[0])):
            found[-1] = whole
            del parts[0]
        found += parts
    return found


def _gaps(lines: list[Line]) -> Iterator[float]:
    """Heights from line to line in parts of the size, where letters stay the same."""
    for line, following in pairwise(lines):
        gap = line.y - following.y
        if line.size == following.size and 0.8 * line.size < gap < 2.5 * line.size:
            yield gap / line.size


def _parts(
    elements: Iterable[Line | PageTable], usual: float, widest: int
) -> Iterator[Paragraph | PageTable]:
    run: list[Line] = []
    for element in elements:
        if run and (isinstance(element, PageTable) or _begins(run, element, usual, widest)):
            yield Paragraph(tuple(run))
            run = []
        if isinstance(element, PageTable):
            yield element
        else:
            run.append(element)
    if run:
        yield Paragraph(tuple(run))


def _begins(run: list[Line], line: Line, usual: float, widest: int) -> bool:
    """Whether a line begins a paragraph after those of the run."""
    last = run[-1]
    gap = last.y - line.y
    if abs(line.size - last.size) > 0.5:
        return True
    if line.is_bold != last.is_bold and not _is_mid(last, line):
        return True
    if gap > _LARGER_GAP * usual * line.size or gap < -0.5 * line.size:
        return True
    if bullet_length(line.text) or _NUMBERED.match(line.text):
        return True
    if line.x > last.x + _INDENT * line.size and len(run) > 1:
        return True
    first_word = line.text.split(maxsplit=1)[0]
    return last.text[-1] in _FINAL and len(last.text) + len(first_word) < _ROOM_LEFT * widest


def _is_mid(last: Line, line: Line) -> bool:
    """Bold may begin or end in the middle of a sentence."""
    return line.text[0].islower() and last.text[-1] not in _FINAL


def _over_page(before: Paragraph | PageTable, after: Paragraph | PageTable) -> Paragraph | None:
    """One paragraph, if the second part only goes on with the first after the end of a page."""
    if not (isinstance(before, Paragraph) and isinstance(after, Paragraph)):
        return None
    last, line = before.lines[-1], after.first
    goes_on = (
        last.text[-1] not in _FINAL
        and line.text[0].islower()
        and line.size == last.size
        and line.page == last.page + 1
    )
    return Paragraph((*before.lines, *after.lines)) if goes_on else None
