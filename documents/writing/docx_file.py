"""A document as a DOCX: real headings, lists, tables and footnotes, so that screen readers and
word processors find their way."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import vl_convert
from docx import Document as new_document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from documents.writing.docx_footnotes import CALL_STYLE, TEXT_STYLE, Footnotes
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

ACCENT, QUIET = RGBColor(0x0D, 0x5C, 0x63), RGBColor(0x4F, 0x5D, 0x63)
FONT = "Calibri"
PICTURE_SCALE = 2.0
"""Points of a picture for each of its own units: sharp enough in print."""
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

    def run(self) -> bytes:
        self._set_properties()
        _set_styles(self.file, self.document.language)
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
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin = section.bottom_margin = Cm(2.2)
        footer = section.footer.paragraphs[0]
        footer.text = f"{self.document.title[:90]} – {self.document.names['page']} "
        _add_field(footer, "PAGE", "1")

    def _write_cover(self) -> None:
        self.file.add_paragraph(self.document.title, style="Title")
        if self.document.subtitle:
            self.file.add_paragraph(self.document.subtitle, style="Subtitle")
        for text in (self.document.author, self.document.date):
            if text:
                self.file.add_paragraph(text)
        if not self.document.has_contents:
            return
        self.file.add_paragraph(self.document.names["contents"], style="TOC Heading")
        self._write_contents()
        self._break_page()

    def _write_contents(self) -> None:
        """The table of contents, filled in: Word renews it, with the numbers of pages, when asked
        (F9)."""
        headings = [
            (number, one)
            for number, one in enumerate(self.document.parts)
            if isinstance(one, Heading) and one.level <= 3
        ]
        paragraph = None
        for place, (number, one) in enumerate(headings):
            paragraph = self.file.add_paragraph(style=f"TOC {one.level}")
            if place == 0:
                _begin_field(paragraph, r'TOC \o "1-3" \h \z \u')
            _add_link(paragraph, one.text, anchor=f"_part{number}")
        if paragraph is not None:
            _end_field(paragraph)

    def _break_page(self) -> None:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _write(self, number: int, part: Part) -> None:
        match part:
            case Heading(level, text):
                heading = self.file.add_heading(text, level)
                self._mark(heading, f"_part{number}")
            case Paragraph(line, is_quiet):
                self._fill(self.file.add_paragraph(style="Quiet" if is_quiet else None), line)
            case Bullets(items, is_numbered):
                self._write_list(items, is_numbered)
            case Quote(line, source):
                self._fill(self.file.add_paragraph(style="Verbatim"), line)
                if source:
                    self.file.add_paragraph(source, style="Verbatim source")
            case Table():
                self._write_table(part)
            case Figure():
                self._write_figure(part)
            case PageBreak():
                self._break_page()

    def _write_list(self, items: tuple[Line, ...], is_numbered: bool) -> None:
        style = "List Number" if is_numbered else "List Bullet"
        restart = _new_numbering(self.file, style) if is_numbered else None
        for line in items:
            paragraph = self.file.add_paragraph(style=style)
            if restart is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = restart
                properties.get_or_add_ilvl().val = 0
            self._fill(paragraph, line)

    def _write_table(self, part: Table) -> None:
        if part.caption:
            self.file.add_paragraph(
                part.caption, style="Caption"
            ).paragraph_format.keep_with_next = True
        table = self.file.add_table(rows=1, cols=len(part.columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(head.cells, part.columns, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        cells_of = [head.cells]
        for row in part.rows:
            added = table.add_row()
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            cells = added.cells
            cells_of.append(cells)
            for column, (cell, line) in enumerate(zip(cells, row, strict=True)):
                paragraph = cell.paragraphs[0]
                if column in part.numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._fill(paragraph, line)
        self._set_widths(table, cells_of, part.widths or (1,) * len(part.columns))
        self.file.add_paragraph()

    def _set_widths(self, table: Any, cells_of: list[Any], widths: tuple[int, ...]) -> None:
        """Of each column for LibreOffice, of each cell for Word."""
        room = self._room()
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(room * width // sum(widths))
        for cells in cells_of:
            for cell, width in zip(cells, widths, strict=True):
                cell.width = Emu(room * width // sum(widths))

    def _write_figure(self, part: Figure) -> None:
        png = vl_convert.svg_to_png(part.svg, scale=PICTURE_SCALE)
        paragraph = self.file.add_paragraph()
        picture = paragraph.add_run().add_picture(io.BytesIO(png))
        if picture.width > self._room():
            picture.height = Emu(picture.height * self._room() // picture.width)
            picture.width = Emu(self._room())
        told = picture._inline.docPr
        told.set("descr", part.alt)
        told.set("title", part.caption[:200])
        if part.caption:
            paragraph.paragraph_format.keep_with_next = True
            self.file.add_paragraph(part.caption, style="Caption")

    def _room(self) -> int:
        """The width of a line, in EMU."""
        section = self.file.sections[0]
        return int(section.page_width - section.left_margin - section.right_margin)  # type: ignore[operator]

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


def _set_styles(file: DocxDocument, language: str) -> None:
    styles = file.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), {"fr": "fr-FR", "en": "en-GB"}.get(language, language))
    normal.element.get_or_add_rPr().append(told)
    for level, size in ((1, 19), (2, 14.5), (3, 12), (4, 11)):
        heading = styles[f"Heading {level}"]
        heading.font.name, heading.font.size = FONT, Pt(size)
        heading.font.color.rgb = ACCENT
        fonts = heading.element.get_or_add_rPr().rFonts
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name), None)
    styles["Title"].font.color.rgb = ACCENT
    for name, parent in (
        ("Quiet", "Normal"),
        ("Verbatim", "Normal"),
        ("Verbatim source", "Normal"),
        ("TOC 1", "Normal"),
        ("TOC 2", "Normal"),
        ("TOC 3", "Normal"),
        (TEXT_STYLE, "Normal"),
    ):
        if name not in styles:
            added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            added.base_style = styles[parent]
    for level in (1, 2, 3):
        styles[f"TOC {level}"].paragraph_format.left_indent = Cm(0.6 * (level - 1))
        styles[f"TOC {level}"].paragraph_format.space_after = Pt(2)
    for name in ("Quiet", "Verbatim source", TEXT_STYLE):
        styles[name].font.size = Pt(9)
    for name in ("Quiet", "Verbatim source"):
        styles[name].font.color.rgb = QUIET
    for name in ("Verbatim", "Verbatim source"):
        styles[name].paragraph_format.left_indent = Cm(0.8)
    styles["Verbatim"].paragraph_format.keep_with_next = True
    styles["Caption"].font.color.rgb = QUIET
    if CALL_STYLE not in styles:
        call = styles.add_style(CALL_STYLE, WD_STYLE_TYPE.CHARACTER)
        call.font.superscript = True


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


def _begin_field(paragraph: DocxParagraph, code: str) -> None:
    _field_mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = code
    paragraph.add_run()._r.append(instruction)
    _field_mark(paragraph, "separate")


def _end_field(paragraph: DocxParagraph) -> None:
    _field_mark(paragraph, "end")


def _field_mark(paragraph: DocxParagraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
