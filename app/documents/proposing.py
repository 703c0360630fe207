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
_TITLE_LEVEL, _INTRODUCTION_LEVEL = 10, 11
"""Levels of paragraphs that only announce what is below them: up to the next heading, or only the
list that follows. Headings have 1 to 9.
"""
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
            if block.kind is not BlockKind.ITEM:
                self._leave(_INTRODUCTION_LEVEL)
            if level := self._heading_level(block, following):
                self._enter(level, self._said(block))
            elif block.table in self._natures:
                yield from self._cell(block, self._natures[block.table])
            else:
                yield from self._cut(block)

    def _said(self, block: Block) -> str:
        return self._document.text[block.start : block.end]

    def _enter(self, level: int, heading: str) -> None:
        self._leave(level)
        self._path.append((level, heading[:LONGEST_LOCATION].rstrip(" :")))

    def _leave(self, level: int) -> None:
        self._path = [above for above in self._path if above[0] < level]

    def _heading_level(self, block: Block, following: Block | None) -> int:
        """The level of a heading, or of a paragraph that is only the title of what is below it."""
        said = self._said(block)
        if block.kind is BlockKind.HEADING:
            return block.level
        if block.kind is not BlockKind.PARAGRAPH or len(said) > _LONGEST_LABEL or not following:
            return 0
        if len(said.split()) <= 3 and said[-1] not in ".!?" and nature_of_title(said):
            return _TITLE_LEVEL
        introduces = following.kind is BlockKind.ITEM and said.endswith(":")
        return _INTRODUCTION_LEVEL if introduces else 0

    def _cut(self, block: Block) -> Iterator[Proposed]:
        said, path = self._said(block), self._path
        for span in segment(said):
            words = said[span.start : span.end]
            if span.kind is SpanKind.HEADING:
                self._enter(_INTRODUCTION_LEVEL, words)
            else:
                yield self._passage(block, span.start, span.end, self._nature(words))
        self._path = path

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
        label = self._labels.get((block.table, block.row))
        if natures.is_title(block) or label == block:
            return
        where = self._said(label) if label else ""
        for span in segment(self._said(block)):
            yield self._passage(block, span.start, span.end, natures.of(block), where)


@dataclass(frozen=True)
class _Natures:
    """The natures that a table gives to its columns, or else to its rows."""

    columns: dict[int | None, Nature]
    rows: dict[int | None, Nature]
    first_row: int | None

    def of(self, block: Block) -> Nature:
        if self.columns:
            return self.columns.get(block.column, Nature.OTHER)
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
        columns: dict[int | None, Nature] = {}
        rows: dict[int | None, Nature] = {}
        for cell in cells:
            told = nature_of_title(document.text[cell.start : cell.end])
            if told and cell.row == cells[0].row:
                columns[cell.column] = told
            if told and cell.column == 0:
                rows[cell.row] = told
        is_by_column = len(columns) >= len(rows) and len(cells) > len(columns)
        if columns or rows:
            found[number] = _Natures(columns if is_by_column else {}, rows, cells[0].row)
    return found


def _labelled_rows(
    document: ReadDocument, natures: dict[int | None, _Natures]
) -> dict[tuple[int | None, int | None], Block]:
    """The cell of the first column that names each row, where natures are those of columns."""
    labels: dict[tuple[int | None, int | None], Block] = {}
    for block in document.blocks:
        table = natures.get(block.table)
        is_short = block.end - block.start <= _LONGEST_LABEL
        if table and table.has_labels and block.column == 0 and is_short:
            labels.setdefault((block.table, block.row), block)
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
