"""What a document is made of, whatever file it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias, cast

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Signs that no document shows, that turn a line round, or that files of XML may not hold."""


MOST_ROWS_KEPT, MOST_WORDS_KEPT = 12, 1_500
"""Rows of a table that stands on one page, and the characters in them."""
LONGEST_LEAD_IN = 160
"""Characters of a paragraph that leads in what follows it."""


class Told:
    """Holds texts to be shown: signs that no document shows are taken out of them."""

    def __post_init__(self) -> None:
        for one in fields(cast(Any, self)):
            held = getattr(self, one.name)
            if isinstance(held, str):
                object.__setattr__(self, one.name, _UNPRINTABLE.sub("", held))


@dataclass(frozen=True)
class Words(Told):
    """Words of one look. `link` is an address, or `#` and the anchor of a heading; `note` is the
    key of a footnote (`Document.notes`), whose number stands in their place. Raised words stand
    as high as these numbers do."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    link: str = ""
    note: str = ""


Line: TypeAlias = tuple[Words, ...]


def words(text: str, **look: Any) -> Line:
    """A line of one look."""
    return (Words(text, **look),)


@dataclass(frozen=True)
class Heading(Told):
    """`level` is from 1 to 4; 1 is that of a chapter. A link may lead to its anchor."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    line: Line
    is_quiet: bool = False
    """Smaller: where something comes from, how it was counted."""


@dataclass(frozen=True)
class Bullets:
    items: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Quote(Told):
    """A verbatim, and below it who said it or where."""

    line: Line
    source: str = ""


@dataclass(frozen=True)
class Table(Told):
    """Cells are lines; `numbers` are the columns (from 0) whose cells are figures."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        super().__post_init__()
        columns = tuple(_UNPRINTABLE.sub("", one) for one in self.columns)
        object.__setattr__(self, "columns", columns)
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a table has a cell for each column")

    @property
    def is_short(self) -> bool:
        """Whether it stands on one page, which it fits on."""
        written = sum(len(one.text) for row in self.rows for line in row for one in line)
        return len(self.rows) <= MOST_ROWS_KEPT and written <= MOST_WORDS_KEPT


@dataclass(frozen=True)
class Figure(Told):
    """A picture as SVG. `alt` says what it shows to who does not see it."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Part: TypeAlias = Heading | Paragraph | Bullets | Quote | Table | Figure | PageBreak


@dataclass(frozen=True)
class Document(Told):
    """`notes` are the footnotes by their key; they are numbered in the order in which the parts
    call them. `names` are the words that the files themselves need, in the language of the
    document: `contents`, `page`."""

    title: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    author: str = ""
    date: str = ""
    language: str = "fr"
    notes: Mapping[str, Line] = field(default_factory=dict)
    names: Mapping[str, str] = field(
        default_factory=lambda: {"contents": "Sommaire", "page": "Page"}
    )
    has_contents: bool = True

    def numbers_of_notes(self) -> dict[str, int]:
        """The number of each footnote that is called, in the order of the document."""
        numbers: dict[str, int] = {}
        for line in self.lines():
            for one in line:
                if one.note and one.note not in numbers:
                    if one.note not in self.notes:
                        raise ValueError(f"no footnote has the key {one.note!r}")
                    numbers[one.note] = len(numbers) + 1
        return numbers

    def leads_in(self, number: int) -> bool:
        """Whether the part of this number is a few words about the list, the table or the figure
        that follows: they stand on one page."""
        part, after = self.parts[number], self.parts[number + 1 : number + 2]
        if not isinstance(part, Paragraph) or not isinstance(
            next(iter(after), None), Bullets | Table | Figure
        ):
            return False
        return sum(len(one.text) for one in part.line) <= LONGEST_LEAD_IN

    def lines(self) -> Iterator[Line]:
        """Every line of the document, in its order; not those of the footnotes."""
        for part in self.parts:
            match part:
                case Paragraph(line) | Quote(line):
                    yield line
                case Bullets(items):
                    yield from items
                case Table():
                    for row in part.rows:
                        yield from row
