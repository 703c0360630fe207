"""DOCX: paragraphs, headings, lists and tables of the body.

Left out: headers and footers, footnotes, comments, tables of contents, what was deleted in
tracked changes, pictures, embedded objects. Nothing is run and nothing is fetched.
"""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from documents.content import Format, ReadDocument
from documents.docx_styles import PLAIN, Look, direct_look, is_bold, looks_of
from documents.fake_headings import LOWEST, may_be_heading
from documents.gathering import Gathering
from documents.limits import Limits
from documents.refusals import DocumentError, Reason
from documents.tables import TableCell, read_table

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _RUN_PROPERTIES, _TEXT_BOX = qn("w:r"), qn("w:rPr"), qn("w:txbxContent")

_FOR_CHARACTERS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:t"): "",
}
_WITHOUT_WORDS = frozenset(
    {
        *(qn("w:pPr"), _RUN_PROPERTIES, qn("w:del"), qn("w:moveFrom"), qn("w:instrText")),
        *(qn("w:delText"), qn("w:fldData"), qn("w:sectPr"), qn("w:tblPr"), qn("w:tblGrid")),
        # The same text box once more, for older readers.
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)


def read_docx(data: bytes, limits: Limits) -> ReadDocument:
    """Read the body of a DOCX whose archive was checked."""
    opened = docx.Document(io.BytesIO(data))
    if not str(opened.part.partname).endswith(".xml"):
        # Whatever has another name was not looked at for document types and entities.
        raise DocumentError(Reason.RISKY_XML, {"part": str(opened.part.partname)[:200]})
    reader = _Reader(limits, looks_of(opened.styles.element))
    reader.body(opened.element.body)
    return reader.gathering.document(Format.DOCX)


class _Reader:
    def __init__(self, limits: Limits, looks: dict[str, Look]) -> None:
        self.gathering = Gathering(limits)
        self._looks = looks
        self._tables = 0

    def body(self, parent: Any) -> None:
        for block in _blocks(parent):
            if block.tag == _TABLE:
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        said = "".join(_words(paragraph, boxes))
        look = self._look(paragraph)
        if look.is_contents:
            return
        if look.heading:
            self.gathering.heading(said, look.heading)
        elif look.item:
            self.gathering.item(said, look.item)
        elif may_be_heading(said) and _is_all_bold(paragraph, look):
            self.gathering.heading(said, LOWEST)
        else:
            self.gathering.paragraph(said)
        for box in boxes:
            self.body(box)

    def _look(self, paragraph: Any) -> Look:
        properties = paragraph.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        name = style.get(qn("w:val"), "") if style is not None else ""
        return direct_look(properties).over(self._looks.get(name, self._looks.get("", PLAIN)))

    def _table(self, table: Any) -> None:
        rows = [list(_cells(row)) for row in _below(table, _ROW)]
        if sum(map(len, rows)) == 1:
            # A frame drawn around a part of the text.
            self.body(next(_below(next(_below(table, _ROW)), _CELL)))
            return
        read_table(self.gathering, self._tables, rows)
        self._tables += 1


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables below an element, through whatever wraps them."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag == qn("w:sdt"):
            gallery = child.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
            if gallery is None or gallery.get(qn("w:val")) != "Table of Contents":
                yield from _blocks(child)
        elif isinstance(child.tag, str) and child.tag not in _WITHOUT_WORDS:
            yield from _blocks(child)


def _below(parent: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through whatever wraps them."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
            yield from _below(child, wanted)


def _cells(row: Any) -> Iterator[TableCell]:
    column = 0
    for cell in _below(row, _CELL):
        properties = cell.find(qn("w:tcPr"))
        span, merge = None, None
        if properties is not None:
            span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
        goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        yield TableCell(column, [] if goes_on else list(_cell_paragraphs(cell)))
        column += max(1, int(span.get(qn("w:val"), "1"))) if span is not None else 1


def _cell_paragraphs(cell: Any) -> Iterator[str]:
    """The paragraphs of a cell, those of tables inside of it too."""
    for block in _blocks(cell):
        if block.tag == _PARAGRAPH:
            boxes: list[Any] = []
            yield "".join(_words(block, boxes))
        else:
            for row in _below(block, _ROW):
                for inner in _below(row, _CELL):
                    yield from _cell_paragraphs(inner)


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    """What an element says, in pieces; text boxes inside of it are put aside."""
    for child in element:
        tag = child.tag
        if tag in _FOR_CHARACTERS:
            yield _FOR_CHARACTERS[tag] or child.text or ""
        elif tag == _TEXT_BOX:
            boxes.append(child)
        elif isinstance(tag, str) and tag not in _WITHOUT_WORDS:
            yield from _words(child, boxes)


def _is_all_bold(paragraph: Any, look: Look) -> bool:
    """Whether every word is bold, by its run or by the style of the paragraph."""
    runs = [run for run in paragraph.iter(_RUN) if "".join(_words(run, [])).strip()]
    by_style = bool(look.bold)
    told = (is_bold(run.find(_RUN_PROPERTIES)) for run in runs)
    return bool(runs) and all(by_style if bold is None else bold for bold in told)
