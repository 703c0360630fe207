"""What stands around the text: running headers and footers, page numbers, tables of contents."""

import re
from collections import defaultdict
from collections.abc import Sequence

from documents.pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—]?\s*\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?\s*[-–—]?", re.I
)
_OF_CONTENTS = re.compile(r"(?:\.[ \u00a0]?){6,}[ \u00a0]?[\divxlc]{1,5}\Z")
"""Dots that lead to the number of a page."""
_AT_AN_EDGE = 2
"""Lines at the top and at the bottom of a page that may be around the text."""
_SAME_HEIGHT = 4.0
"""Points between two pages."""
_PART_OF_PAGES = 0.3
"""Headers of left pages and of right pages are often two."""
_EDGE_OF_PAPER = 0.1
"""The part of the height where a lonely number is one of a page."""


def without_furniture(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without those that many pages repeat at the same height, and without
    those that only lead to a page.
    """
    places: dict[str, list[Line]] = defaultdict(list)
    for lines in pages:
        for line in _edges(lines):
            places[_form(line)].append(line)
    most = max(2.0, _PART_OF_PAGES * len(pages))

    def is_around(line: Line, edges: list[Line], height: float) -> bool:
        if _OF_CONTENTS.search(line.text[-200:]):
            return True
        return line in edges and (
            _is_page_number(line, height) or _repeats(line, places[_form(line)], most)
        )

    kept = []
    for lines, height in zip(pages, heights, strict=True):
        edges = _edges(lines)
        kept.append([line for line in lines if not is_around(line, edges, height)])
    return kept


def _edges(lines: list[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: line.y)
    return by_height[:_AT_AN_EDGE] + by_height[_AT_AN_EDGE:][-_AT_AN_EDGE:]


def _form(line: Line) -> str:
    """A line with its numbers alike."""
    return _DIGITS.sub("#", line.text.casefold())


def _repeats(line: Line, alike: list[Line], most: float) -> bool:
    pages = {other.page for other in alike if abs(other.y - line.y) <= _SAME_HEIGHT}
    return len(pages) >= most


def _is_page_number(line: Line, height: float) -> bool:
    edge = _EDGE_OF_PAPER * height
    return (line.y < edge or line.y > height - edge) and bool(_PAGE_NUMBER.fullmatch(line.text))
