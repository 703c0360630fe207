"""From a document that was read to the excerpts that it might hold, each with a nature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from app.corpus.intake import LONGEST_LOCATION
from app.corpus.segmentation import SpanKind, segment
from app.documents.natures import nature_of_title, nature_of_words
from app.models import Nature
from documents import Block, BlockKind, Format, ReadDocument

BETWEEN_HEADINGS = " › "
_LOWEST = 10
"""The level of a line that only announces what is below it; headings have 1 to 9."""
_LONGEST_LABEL = 80
_TABLE = re.compile(r"\btable\s*(?:n[o°]\s*|#\s*)?(\d{1,3})\b", re.IGNORECASE)
_ROUND = re.compile(r"\b(?:tour|round)\s*(?:n[o°]\s*|#\s*)?(\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Proposed:
    """An excerpt to be: `text[start:end]`, in code points, and where it stands."""

    start: int
    end: int
    location: str = ""
    nature: Nature = Nature.OTHER
    table_number: int | None = None
    round_number: int | None = None


def proposed(document: ReadDocument) -> list[Proposed]:
    """The passages of a document in order, without overlap; none of a document without a text."""
    found = list(_Outline(document).passages())
    if not found:
        # Somebody wrote in headings only.
        found = [Proposed(block.start, block.end) for block in document.blocks]
    return found


class _Outline:
    """Walks through the blocks of a document with the headings that stand above."""

    def __init__(self, document: ReadDocument) -> None:
        self._document = document
        self._path: list[tuple[int, str]] = []
        self._natures = _nature_tables(document)
        self._labels = _labelled_rows(document, self._natures)

    def passages(self) -> Iterator[Proposed]:
        blocks = self._document.blocks
        if self._document.format is Format.TEXT and blocks:
            yield from self._cut(Block(BlockKind.PARAGRAPH, 0, len(self._document.text)))
            return
        for block, following in zip_longest(blocks, blocks[1:]):
            if block.kind is BlockKind.HEADING:
                self._enter(block.level, self._said(block))
            elif self._announces(block, following):
                self._enter(_LOWEST, self._said(block))
            elif block.kind is BlockKind.CELL and block.table in self._natures:
                yield from self._cell(block, self._natures[block.table])
            else:
                yield from self._cut(block)

    def _said(self, block: Block) -> str:
        return self._document.text[block.start : block.end]

    def _enter(self, level: int, heading: str) -> None:
        self._path = [above for above in self._path if above[0] < level]
        self._path.append((level, heading[:LONGEST_LOCATION].rstrip(" :")))

    def _announces(self, block: Block, following: Block | None) -> bool:
        """Whether a paragraph is only the title of what is below it."""
        said = self._said(block)
        if block.kind is not BlockKind.PARAGRAPH or len(said) > _LONGEST_LABEL or not following:
            return False
        if following.kind is BlockKind.ITEM and said.endswith(":"):
            return True
        return len(said.split()) <= 3 and said[-1] not in ".!?" and bool(nature_of_title(said))

    def _cut(self, block: Block) -> Iterator[Proposed]:
        said = self._said(block)
        for span in segment(said):
            if span.kind is SpanKind.HEADING:
                self._enter(_LOWEST, said[span.start : span.end])
            else:
                words = said[span.start : span.end]
                yield self._passage(block, span.start, span.end, self._nature(words))

    def _nature(self, words: str) -> Nature:
        if words.endswith(":"):
            return Nature.OTHER  # it only announces what follows
        for _, heading in reversed(self._path):
            if told := nature_of_title(heading):
                return told
        return nature_of_words(words)

    def _passage(
        self, block: Block, start: int, end: int, nature: Nature, label: str = ""
    ) -> Proposed:
        headings = [heading for _, heading in self._path]
        return Proposed(
            block.start + start,
            block.start + end,
            _location([*headings, label] if label else headings, block.page),
            nature,
            _last_number(_TABLE, headings),
            _last_number(_ROUND, headings),
        )

    def _cell(self, block: Block, natures: _Natures) -> Iterator[Proposed]:
        """A cell of a table of findings, needs and proposals; its titles and labels are none."""
        place = (block.table, block.row)
        nature = natures.of(block)
        if nature is None or natures.is_title(block):
            return
        for span in segment(self._said(block)):
            yield self._passage(block, span.start, span.end, nature, self._labels.get(place, ""))


@dataclass(frozen=True)
class _Natures:
    """The natures that a table gives to its columns, or else to its rows."""

    columns: dict[int, Nature]
    rows: dict[int, Nature]
    first_row: int

    def of(self, block: Block) -> Nature | None:
        assert block.row is not None
        assert block.column is not None
        if self.columns:
            return self.columns.get(block.column)
        return self.rows.get(block.row, Nature.OTHER)

    @property
    def has_labels(self) -> bool:
        return bool(self.columns) and 0 not in self.columns

    def is_title(self, block: Block) -> bool:
        if self.columns:
            return block.row == self.first_row
        return block.column == 0 and block.row in self.rows


def _nature_tables(document: ReadDocument) -> dict[int | None, _Natures]:
    """The tables that name natures above their columns, or in their first column."""
    tables: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.table is not None:
            tables.setdefault(block.table, []).append(block)
    found: dict[int | None, _Natures] = {}
    for number, cells in tables.items():
        columns: dict[int, Nature] = {}
        rows: dict[int, Nature] = {}
        for cell in cells:
            told = nature_of_title(document.text[cell.start : cell.end])
            if told and cell.row == cells[0].row:
                columns[cell.column or 0] = told
            if told and cell.column == 0:
                rows[cell.row or 0] = told
        is_by_column = len(columns) >= len(rows) and len(cells) > len(columns)
        if columns or rows:
            found[number] = _Natures(columns if is_by_column else {}, rows, cells[0].row or 0)
    return found


def _labelled_rows(
    document: ReadDocument, natures: dict[int | None, _Natures]
) -> dict[tuple[int | None, int | None], str]:
    """What the first column says of each row, where the natures are those of other columns."""
    labels: dict[tuple[int | None, int | None], str] = {}
    for block in document.blocks:
        table = natures.get(block.table)
        if table and table.has_labels and block.column == 0 and not table.is_title(block):
            labels.setdefault((block.table, block.row), document.text[block.start : block.end])
    return labels


def _location(headings: Sequence[str], page: int | None) -> str:
    """The headings above, the nearest ones where there is no room for all; else the page."""
    if not headings:
        return f"p. {page}" if page else ""
    kept = list(headings)
    while len(kept) > 1 and len(BETWEEN_HEADINGS.join(kept)) > LONGEST_LOCATION:
        del kept[0]
    return BETWEEN_HEADINGS.join(kept)[:LONGEST_LOCATION]


def _last_number(pattern: re.Pattern[str], headings: Sequence[str]) -> int | None:
    """The number of the table or round that the nearest heading tells."""
    for heading in reversed(headings):
        if match := pattern.search(heading):
            return int(match[1]) or None
    return None
