"""ODT: paragraphs, headings, lists and tables of the body.

Left out: headers and footers, footnotes, comments, tables of contents, what was deleted in
tracked changes, pictures, embedded objects. Nothing is run and nothing is fetched.
"""

import io
from collections.abc import Iterator
from typing import Any

import odfdo

from documents.content import Format, ReadDocument
from documents.fake_headings import LOWEST, may_be_heading
from documents.gathering import Gathering
from documents.limits import Limits
from documents.odt_styles import Looks, looks_of
from documents.tables import TableCell, read_table

_FOR_CHARACTERS = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}
_WITHOUT_WORDS = frozenset(
    {
        *("text:note", "office:annotation", "office:annotation-end", "text:tracked-changes"),
        *("text:table-of-content", "text:illustration-index", "text:table-index"),
        *("text:object-index", "text:user-index", "text:alphabetical-index", "text:bibliography"),
        *("office:forms", "text:sequence-decls", "text:variable-decls", "text:user-field-decls"),
        *("draw:object", "draw:object-ole", "draw:image", "office:scripts", "svg:title"),
        *("svg:desc", "text:ruby-text", "office:event-listeners", "table:shapes"),
    }
)
_MOST_COLUMNS = 1_000
"""A cell may say that it is repeated a million times."""


def read_odt(data: bytes, limits: Limits) -> ReadDocument:
    """Read the body of an ODT whose archive was checked."""
    opened = odfdo.Document(io.BytesIO(data))
    reader = _Reader(limits, looks_of(opened))
    reader.body(opened.body, 0)
    return reader.gathering.document(Format.ODT)


class _Reader:
    def __init__(self, limits: Limits, looks: Looks) -> None:
        self.gathering = Gathering(limits)
        self._looks = looks
        self._tables = 0

    def body(self, parent: Any, list_level: int) -> None:
        for child in parent.children:
            tag = child.tag
            if tag in ("text:p", "text:h"):
                self._paragraph(child, list_level)
            elif tag == "text:list":
                self.body(child, list_level + 1)
            elif tag == "table:table":
                self._table(child)
            elif tag not in _WITHOUT_WORDS:
                self.body(child, list_level)

    def _paragraph(self, paragraph: Any, list_level: int) -> None:
        boxes: list[Any] = []
        said = "".join(_words(paragraph, boxes))
        style = paragraph.get_attribute_string("text:style-name") or ""
        if paragraph.tag == "text:h":
            level = paragraph.get_attribute_integer("text:outline-level")
            self.gathering.heading(said, level if level and level > 0 else 1)
        elif style in self._looks.titles:
            self.gathering.heading(said, 1)
        elif list_level:
            self.gathering.item(said, list_level)
        elif may_be_heading(said) and self._is_all_bold(paragraph, style):
            self.gathering.heading(said, LOWEST)
        else:
            self.gathering.paragraph(said)
        for box in boxes:
            self.body(box, 0)

    def _is_all_bold(self, paragraph: Any, style: str) -> bool:
        """Whether every word is bold, by its span or by the style of the paragraph."""
        if style in self._looks.bold:
            return True
        return not (paragraph.text or "").strip() and all(
            child.tag == "text:span"
            and child.get_attribute_string("text:style-name") in self._looks.bold
            and not (child.tail or "").strip()
            for child in paragraph.children
            if child.tag not in ("text:bookmark", "text:soft-page-break", "text:s")
        )

    def _table(self, table: Any) -> None:
        rows = [list(_cells(row)) for row in _rows(table)]
        if sum(map(len, rows)) == 1:
            # A frame drawn around a part of the text.
            self.body(table, 0)
            return
        read_table(self.gathering, self._tables, rows)
        self._tables += 1


def _rows(table: Any) -> Iterator[Any]:
    for child in table.children:
        if child.tag == "table:table-row":
            yield child
        elif child.tag in ("table:table-rows", "table:table-header-rows", "table:table-row-group"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[TableCell]:
    column = 0
    for cell in row.children:
        if cell.tag == "table:table-cell":
            yield TableCell(column, list(_cell_paragraphs(cell)))
        if cell.tag in ("table:table-cell", "table:covered-table-cell"):
            repeated = cell.get_attribute_integer("table:number-columns-repeated") or 1
            column += min(max(1, repeated), _MOST_COLUMNS)


def _cell_paragraphs(parent: Any) -> Iterator[str]:
    """The paragraphs of a cell, those of lists and tables inside of it too."""
    for child in parent.children:
        if child.tag in ("text:p", "text:h"):
            yield "".join(_words(child, []))
        elif child.tag not in _WITHOUT_WORDS:
            yield from _cell_paragraphs(child)


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    """What an element says, in pieces; text boxes inside of it are put aside."""
    yield _folded(element.text)
    for child in element.children:
        tag = child.tag
        if tag in _FOR_CHARACTERS:
            yield _FOR_CHARACTERS[tag]
        elif tag == "draw:text-box":
            boxes.append(child)
        elif tag not in _WITHOUT_WORDS:
            yield from _words(child, boxes)
        yield _folded(child.tail)


def _folded(text: str | None) -> str:
    """Blanks and line ends of the file are one blank; true ones are elements."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""
