"""A document as a DOCX: real headings, lists, tables and footnotes, so that screen readers and
word processors find their way."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from docx import Document as new_document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu
from docx.text.paragraph import Paragraph as DocxParagraph

from documents.writing.docx_footnotes import Footnotes
from documents.writing.docx_look import ACCENT, CELL, GRID, ROOM, set_styles
from documents.writing.packing import without_days
from documents.writing.parts import (
    Bullets,
    Document,
    Figure,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Table,
    Words,
)
from documents.writing.pictures import png_of
from documents.writing.widths import widths_of

THE_SAME_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Written as the moment at which a file was made: the same document gives the same bytes."""


def docx_of(document: Document) -> bytes:
    """The bytes of the file."""
    return _Writer(document).run()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.file: DocxDocument = new_document()
        self.notes = Footnotes(self.file, document.numbers_of_notes())
        self.anchors = {
            one.anchor: f"_part{number}"
            for number, one in enumerate(document.parts)
            if isinstance(one, Heading) and one.anchor
        }
        self.marks = 0
        self.is_new_page = False
        """Whether what is written next begins a page."""

    def run(self) -> bytes:
        self._set_properties()
        set_styles(self.file, self.document.language)
        self._set_page()
        self._write_cover()
        for number, part in enumerate(self.document.parts):
            self._write(number, part)
        self.notes.close()
        stream = io.BytesIO()
        self.file.save(stream)
        return without_days(stream.getvalue())

    def _set_properties(self) -> None:
        properties = self.file.core_properties
        properties.title = self.document.title[:255]
        properties.author = self.document.author[:255]
        properties.language = self.document.language
        properties.comments = ""
        properties.created = properties.modified = THE_SAME_DAY

    def _set_page(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin = section.bottom_margin = Cm(2.2)
        footer = section.footer.paragraphs[0]
        footer.style = "Quiet"
        footer.paragraph_format.tab_stops.add_tab_stop(ROOM, WD_TAB_ALIGNMENT.RIGHT)
        footer.text = f"{self.document.title[:80]}\t{self.document.names['page']} "
        _add_field(footer, "PAGE", "1")
        footer.add_run(" / ")
        _add_field(footer, "NUMPAGES", "1")

    def _write_cover(self) -> None:
        self.file.add_paragraph(self.document.title, style="Title")
        if self.document.subtitle:
            self.file.add_paragraph(self.document.subtitle, style="Subtitle")
        for text in (self.document.author, self.document.date):
            if text:
                self.file.add_paragraph(text)
        if not self.document.has_contents:
            return
        self.is_new_page = True
        self._add(self.document.names["contents"], "TOC Heading")
        self._write_contents()
        self.is_new_page = True

    def _write_contents(self) -> None:
        """The table of contents, filled in. Only who lays the pages out knows their numbers: Word
        is told that they are to be renewed, LibreOffice reads them from the headings."""
        headings = [
            (number, one)
            for number, one in enumerate(self.document.parts)
            if isinstance(one, Heading) and one.level <= 3
        ]
        paragraph = None
        for place, (number, one) in enumerate(headings):
            paragraph = self.file.add_paragraph(style=f"TOC {one.level}")
            if place == 0:
                _begin_field(paragraph, r'TOC \o "1-3" \h \z \u', is_stale=True)
            _add_link(paragraph, one.text, anchor=f"_part{number}")
            paragraph.add_run("\t")
            _add_field(paragraph, rf"PAGEREF _part{number} \h", "")
        if paragraph is not None:
            _end_field(paragraph)

    def _add(self, text: str = "", style: str | None = None) -> DocxParagraph:
        """A paragraph at the end; the first one of its page where a page is to begin."""
        paragraph = self.file.add_paragraph(text, style)
        if self.is_new_page:
            paragraph.paragraph_format.page_break_before = True
            self.is_new_page = False
        return paragraph

    def _write(self, number: int, part: Part) -> None:
        match part:
            case Heading(level, text):
                self._mark(self._add(text, f"Heading {level}"), f"_part{number}")
            case Paragraph(line, is_quiet):
                paragraph = self._add(style="Quiet" if is_quiet else None)
                if self.document.leads_in(number):
                    paragraph.paragraph_format.keep_with_next = True
                self._fill(paragraph, line)
            case Bullets(items, is_numbered):
                self._write_list(items, is_numbered)
            case Quote(line, source):
                self._fill(self._add(style="Verbatim" if source else "Verbatim alone"), line)
                if source:
                    self._add(source, "Verbatim source")
            case Table():
                self._write_table(part)
            case Figure():
                self._write_figure(part)
            case PageBreak():
                self.is_new_page = True

    def _write_list(self, items: tuple[Line, ...], is_numbered: bool) -> None:
        style = "List Number" if is_numbered else "List Bullet"
        restart = _new_numbering(self.file, style) if is_numbered else None
        for line in items:
            paragraph = self._add(style=style)
            if restart is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = restart
                properties.get_or_add_ilvl().val = 0
            self._fill(paragraph, line)

    def _write_table(self, part: Table) -> None:
        if part.caption:
            self._add(part.caption, "Caption").paragraph_format.keep_with_next = True
        table = self.file.add_table(rows=1, cols=len(part.columns), style=GRID)
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(head.cells, part.columns, strict=True)):
            paragraph = _of_cell(cell, is_number=column in part.numbers)
            paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run(text).bold = True
        cells_of = [head.cells]
        for place, row in enumerate(part.rows, start=1):
            added = table.add_row()
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            cells = added.cells
            cells_of.append(cells)
            for column, (cell, line) in enumerate(zip(cells, row, strict=True)):
                paragraph = _of_cell(cell, is_number=column in part.numbers)
                if part.is_short and place < len(part.rows):
                    paragraph.paragraph_format.keep_with_next = True
                self._fill(paragraph, line)
        self._set_widths(table, cells_of, widths_of(part))
        self._add(style="After table")

    def _set_widths(self, table: Any, cells_of: list[Any], widths: tuple[int, ...]) -> None:
        """Of each column for LibreOffice, of each cell for Word."""
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(ROOM * width // sum(widths))
        for cells in cells_of:
            for cell, width in zip(cells, widths, strict=True):
                cell.width = Emu(ROOM * width // sum(widths))

    def _write_figure(self, part: Figure) -> None:
        paragraph = self._add()
        picture = paragraph.add_run().add_picture(io.BytesIO(png_of(part.svg)))
        if picture.width > ROOM:
            picture.height = Emu(picture.height * ROOM // picture.width)
            picture.width = ROOM
        told = picture._inline.docPr
        told.set("descr", part.alt)
        told.set("title", part.caption[:200])
        if part.caption:
            paragraph.paragraph_format.keep_with_next = True
            self._add(part.caption, "Caption")

    def _fill(self, paragraph: DocxParagraph, line: Line) -> None:
        for one in line:
            if one.note:
                if self.notes.call(paragraph, one.note):
                    text = self.file.add_paragraph()
                    self._fill(text, self.document.notes[one.note])
                    self.notes.write(one.note, text)
            elif one.link.startswith("#"):
                anchor = self.anchors.get(one.link[1:])
                _add_link(paragraph, one.text, anchor=anchor) if anchor else _add(paragraph, one)
            elif one.link:
                _add_link(paragraph, one.text, address=one.link)
            else:
                _add(paragraph, one)

    def _mark(self, paragraph: DocxParagraph, name: str) -> None:
        self.marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(qn("w:id"), str(self.marks))
        start.set(qn("w:name"), name)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)


def _of_cell(cell: Any, *, is_number: bool) -> DocxParagraph:
    paragraph: DocxParagraph = cell.paragraphs[0]
    paragraph.style = CELL
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _new_numbering(file: DocxDocument, style: str) -> int:
    """A list that counts from 1 again: its identifier."""
    numbering = file.part.numbering_part.element
    properties = file.styles[style].element.pPr.numPr
    abstract = numbering.num_having_numId(properties.numId.val).abstractNumId.val
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def _add(paragraph: DocxParagraph, one: Words) -> None:
    run = paragraph.add_run(one.text)
    run.bold, run.italic = one.is_bold or None, one.is_italic or None
    run.font.superscript = one.is_raised or None


def _add_link(
    paragraph: DocxParagraph, text: str, *, address: str = "", anchor: str | None = None
) -> None:
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        related = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
    run = paragraph.add_run(text)
    run.font.color.rgb = ACCENT
    run.font.underline = bool(address)
    link.append(run._r)
    paragraph._p.append(link)


def _add_field(paragraph: DocxParagraph, code: str, shown: str) -> None:
    _begin_field(paragraph, code)
    paragraph.add_run(shown)
    _end_field(paragraph)


def _begin_field(paragraph: DocxParagraph, code: str, *, is_stale: bool = False) -> None:
    """`is_stale`: Word offers to renew it when the file is opened."""
    begun = _field_mark(paragraph, "begin")
    if is_stale:
        begun.set(qn("w:dirty"), "true")
    instruction = OxmlElement("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = code
    paragraph.add_run()._r.append(instruction)
    _field_mark(paragraph, "separate")


def _end_field(paragraph: DocxParagraph) -> None:
    _field_mark(paragraph, "end")


def _field_mark(paragraph: DocxParagraph, kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
    return mark
