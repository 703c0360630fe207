"""A document as an ODT: real headings, lists, tables, footnotes and a table of contents."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

import vl_convert
from odfdo import (
    TOC,
    Bookmark,
    Cell,
    Element,
    Frame,
    Header,
    Link,
    List,
    ListItem,
    Note,
    Row,
    Span,
    Style,
)
from odfdo import Document as OdfDocument
from odfdo import Paragraph as OdfParagraph
from odfdo import (
    Table as OdfTable,
)

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

ACCENT, QUIET = "#0d5c63", "#4f5d63"
ENTRY = (
    "index-entry-link-start",
    "index-entry-text",
    'index-entry-tab-stop style:type="right" style:leader-char="."',
    "index-entry-page-number",
    "index-entry-link-end",
)
"""What an entry of the table of contents is made of, once it is renewed."""
ROOM = 16.2
"""The width of a line, in centimetres."""
PICTURE_SCALE = 2.0
UNITS_PER_CM = 37.8
"""Units of an SVG in a centimetre (96 in an inch)."""


def odt_of(document: Document) -> bytes:
    """The bytes of the file."""
    return _Writer(document).run()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = OdfDocument("text")
        self.body = self.file.body
        self.body.clear()
        self.numbers = document.numbers_of_notes()
        self.called: set[str] = set()
        self.anchors = {
            one.anchor: f"part{number}"
            for number, one in enumerate(document.parts)
            if isinstance(one, Heading) and one.anchor
        }
        self.tables = 0
        self.pictures = 0

    def run(self) -> bytes:
        self._set_properties()
        self._set_styles()
        self._write_cover()
        for number, part in enumerate(self.document.parts):
            self._write(number, part)
        stream = io.BytesIO()
        self.file.save(stream)
        return without_days(stream.getvalue())

    def _set_properties(self) -> None:
        self.file.meta.title = self.document.title
        self.file.meta.creator = self.document.author
        self.file.meta.language = {"fr": "fr-FR", "en": "en-GB"}.get(
            self.document.language, self.document.language
        )

    def _set_styles(self) -> None:
        for style in _styles(self.document.language):
            is_of_cells = style.get_attribute("style:family") == "table-cell"
            self.file.insert_style(cast(Any, style), automatic=is_of_cells)
        told = self.file.styles
        for level in told.get_elements("//text:outline-level-style"):
            level.set_attribute("style:num-format", "")
            level.set_attribute("style:num-suffix", "")
            level.del_attribute("loext:num-list-format")
        for notes in told.get_elements("//text:notes-configuration"):
            notes.set_attribute("style:num-suffix", " ")

    def _write_cover(self) -> None:
        self._add(self.document.title, "Title")
        if self.document.subtitle:
            self._add(self.document.subtitle, "Subtitle")
        for text in (self.document.author, self.document.date):
            if text:
                self._add(text)
        if self.document.has_contents:
            self._write_contents()

    def _write_contents(self) -> None:
        """The table of contents, filled in; LibreOffice renews it, with the numbers of pages."""
        contents = TOC(title=self.document.names["contents"], name="Contents", outline_level=3)
        for template in contents.get_elements("//text:table-of-content-entry-template"):
            for name in ENTRY:
                template.append(Element.from_tag(f"<text:{name}/>"))
        body = _inside(contents, "text:index-body")
        for title in body.get_elements("text:index-title/text:p"):
            title.set_attribute("text:style-name", "Contents_20_Heading")
        for number, one in enumerate(self.document.parts):
            if isinstance(one, Heading) and one.level <= 3:
                entry = OdfParagraph(style=f"Contents_20_{one.level}")
                entry.append(Link(f"#part{number}", text=one.text))
                body.append(entry)
        self.body.append(contents)
        self._add("", "NewPage")

    def _add(self, text: str, style: str = "Standard") -> OdfParagraph:
        paragraph = OdfParagraph(text, style=style)
        self.body.append(paragraph)
        return paragraph

    def _write(self, number: int, part: Part) -> None:
        match part:
            case Heading(level, text):
                header = Header(level, text, style=f"Heading_20_{level}")
                header.insert(Bookmark(f"part{number}"), 0)
                self.body.append(header)
            case Paragraph(line, is_quiet):
                self.body.append(self._filled(line, "Quiet" if is_quiet else "Text_20_body"))
            case Bullets(items, is_numbered):
                listed = List(style="Numbered" if is_numbered else "Bulleted")
                for line in items:
                    item = ListItem()
                    item.append(self._filled(line, "Text_20_body"))
                    listed.append(item)
                self.body.append(listed)
            case Quote(line, source):
                self.body.append(self._filled(line, "Verbatim"))
                if source:
                    self._add(source, "VerbatimSource")
            case Table():
                self._write_table(part)
            case Figure():
                self._write_figure(part)
            case PageBreak():
                self._add("", "NewPage")

    def _write_table(self, part: Table) -> None:
        self.tables += 1
        if part.caption:
            self._add(part.caption, "TableCaption")
        table = OdfTable(f"Table{self.tables}", style=None)
        widths = part.widths or (1,) * len(part.columns)
        for column, width in enumerate(widths):
            style = f"Grid{self.tables}.{column}"
            wide = f"{ROOM * width / sum(widths):.2f}cm"
            self.file.insert_style(Style("table-column", name=style, width=wide), automatic=True)
            told = Element.from_tag("table:table-column")
            told.set_attribute("table:style-name", style)
            table.append(told)
        head = Element.from_tag("table:table-header-rows")
        head.append(
            self._row([self._filled((Words(one, is_bold=True),), "Cell") for one in part.columns])
        )
        table.append(head)
        for row in part.rows:
            styles = ["Figure" if at in part.numbers else "Cell" for at in range(len(row))]
            cells = [self._filled(line, style) for line, style in zip(row, styles, strict=True)]
            table.append(self._row(cells))
        self.body.append(table)
        self._add("")

    def _row(self, paragraphs: list[OdfParagraph]) -> Row:
        row = Row()
        for paragraph in paragraphs:
            cell = Cell(style="CellBox")
            cell.append(paragraph)
            cell.set_attribute("office:value-type", "string")
            row.append(cell)
        return row

    def _write_figure(self, part: Figure) -> None:
        self.pictures += 1
        png = vl_convert.svg_to_png(part.svg, scale=PICTURE_SCALE)
        width, height = _size_of(png)
        held = self.file.add_file(io.BytesIO(png))
        name = f"Picture{self.pictures}"
        frame = Frame.image_frame(
            held, name=name, size=(f"{width:.2f}cm", f"{height:.2f}cm"), anchor_type="as-char"
        )
        frame.svg_title, frame.svg_description = part.caption or name, part.alt
        paragraph = OdfParagraph(style="Text_20_body")
        paragraph.append(frame)
        self.body.append(paragraph)
        if part.caption:
            self._add(part.caption, "Caption")

    def _filled(self, line: Line, style: str) -> OdfParagraph:
        paragraph = OdfParagraph(style=style)
        for one in line:
            if one.note:
                paragraph.append(self._note(one.note))
            elif one.link:
                self._link(paragraph, one)
            else:
                paragraph.append(_span(one))
        return paragraph

    def _note(self, key: str) -> Element:
        """The footnote where it is called first; then a reference to it."""
        number = str(self.numbers[key])
        if key in self.called:
            again = Element.from_tag("text:note-ref")
            again.set_attribute("text:note-class", "footnote")
            again.set_attribute("text:ref-name", f"note{number}")
            again.set_attribute("text:reference-format", "text")
            again.text = number
            raised = Span(style="Raised")
            raised.append(again)
            return raised
        self.called.add(key)
        note = Note("footnote", note_id=f"note{number}", citation=number)
        _inside(note, "text:note-body").append(self._filled(self.document.notes[key], "Footnote"))
        return note

    def _link(self, paragraph: OdfParagraph, one: Words) -> None:
        address = one.link
        if address.startswith("#"):
            anchor = self.anchors.get(address[1:])
            if anchor is None:
                paragraph.append(_span(one))
                return
            address = f"#{anchor}"
        link = Link(address, style="Internet_20_link")
        link.append(_span(one))
        paragraph.append(link)


def _inside(element: Element, name: str) -> Element:
    found = element.get_element(name)
    if found is None:
        raise LookupError(name)
    return found


def _span(one: Words) -> Span:
    style = {
        (True, True): "BoldItalic",
        (True, False): "Bold",
        (False, True): "Italic",
        (False, False): None,
    }[one.is_bold, one.is_italic]
    return Span(one.text, style=style)


def _size_of(png: bytes) -> tuple[float, float]:
    """Of a PNG, in centimetres, no wider than a line."""
    width = int.from_bytes(png[16:20], "big") / PICTURE_SCALE / UNITS_PER_CM
    height = int.from_bytes(png[20:24], "big") / PICTURE_SCALE / UNITS_PER_CM
    part = min(1.0, ROOM / width)
    return width * part, height * part


def _styles(language: str) -> Iterator[Element]:
    """The named styles, as the format writes them (OpenDocument 1.3, part 3)."""
    country = {"fr": "FR", "en": "GB"}.get(language, "")
    told = f'fo:language="{language}" fo:country="{country}"'
    yield _style("Standard", "paragraph", text=f'{told} fo:font-size="11pt"', named="Calibri")
    yield _style(
        "Text_20_body",
        "paragraph",
        parent="Standard",
        paragraph='fo:margin-bottom="0.25cm"',
    )
    big = f'fo:font-size="15pt" fo:font-weight="bold" fo:color="{ACCENT}"'
    spaced = 'fo:margin-top="1cm" fo:margin-bottom="0.3cm"'
    yield _style("Contents_20_Heading", "paragraph", parent="Standard", paragraph=spaced, text=big)
    yield _style(
        "Title", "paragraph", parent="Standard", text=f'fo:font-size="26pt" fo:color="{ACCENT}"'
    )
    yield _style(
        "Subtitle", "paragraph", parent="Standard", text=f'fo:font-size="14pt" fo:color="{QUIET}"'
    )
    for level, size in enumerate(("19pt", "14.5pt", "12pt", "11pt"), start=1):
        if level <= 3:
            indent = f'fo:margin-left="{0.6 * (level - 1):.1f}cm" fo:margin-bottom="0.08cm"'
            yield _style(f"Contents_20_{level}", "paragraph", parent="Standard", paragraph=indent)
        yield _style(
            f"Heading_20_{level}",
            "paragraph",
            parent="Standard",
            level=level,
            paragraph='fo:margin-top="0.6cm" fo:margin-bottom="0.25cm" fo:keep-with-next="always"',
            text=f'fo:font-size="{size}" fo:font-weight="bold" fo:color="{ACCENT}"',
        )
    small = f'fo:font-size="9pt" fo:color="{QUIET}"'
    indented = 'fo:margin-left="0.8cm"'
    yield _style("Quiet", "paragraph", parent="Text_20_body", text=small)
    yield _style("Caption", "paragraph", parent="Text_20_body", text=small)
    beside = 'fo:keep-with-next="always"'
    yield _style("TableCaption", "paragraph", parent="Text_20_body", paragraph=beside, text=small)
    yield _style("Verbatim", "paragraph", parent="Standard", paragraph=indented)
    yield _style(
        "VerbatimSource", "paragraph", parent="Text_20_body", paragraph=indented, text=small
    )
    yield _style("Footnote", "paragraph", parent="Standard", text='fo:font-size="9pt"')
    yield _style("Cell", "paragraph", parent="Standard")
    yield _style("Figure", "paragraph", parent="Standard", paragraph='fo:text-align="end"')
    yield _style("NewPage", "paragraph", parent="Standard", paragraph='fo:break-before="page"')
    yield _style("Bold", "text", text='fo:font-weight="bold"')
    yield _style("Italic", "text", text='fo:font-style="italic"')
    yield _style("BoldItalic", "text", text='fo:font-weight="bold" fo:font-style="italic"')
    yield _style("Raised", "text", text='style:text-position="super 58%"')
    yield _style("Internet_20_link", "text", text=f'fo:color="{ACCENT}"')
    yield Element.from_tag(
        '<style:style style:name="CellBox" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #b8c2c6" fo:padding="0.1cm"/>'
        "</style:style>"
    )
    yield _list_style(
        "Bulleted", '<text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    )
    yield _list_style(
        "Numbered",
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">',
    )


def _style(
    name: str,
    family: str,
    *,
    parent: str = "",
    level: int = 0,
    paragraph: str = "",
    text: str = "",
    named: str = "",
) -> Element:
    font = f' style:font-name="{named}" fo:font-family="{named}"' if named else ""
    return Element.from_tag(
        f'<style:style style:name="{name}" style:family="{family}"'
        + (f' style:parent-style-name="{parent}"' if parent else "")
        + (f' style:default-outline-level="{level}"' if level else "")
        + ">"
        + (f"<style:paragraph-properties {paragraph}/>" if paragraph else "")
        + (f"<style:text-properties {text}{font}/>" if text or font else "")
        + "</style:style>"
    )


def _list_style(name: str, level: str) -> Element:
    tag = level[1:].partition(" ")[0]
    return Element.from_tag(
        f'<text:list-style style:name="{name}">{level}'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'fo:text-indent="-0.5cm" fo:margin-left="1cm"/>'
        f"</style:list-level-properties></{tag}></text:list-style>"
    )
