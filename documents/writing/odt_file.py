"""A document as an ODT: real headings, lists, tables, footnotes and a table of contents."""

from __future__ import annotations

import io
from typing import Any, cast

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

from documents.writing.odt_look import FOOTER, PAGE, ROOM, TABLE_STYLE, styles
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
    words,
)
from documents.writing.pictures import PICTURE_SCALE, png_of
from documents.writing.widths import widths_of

ENTRY = (
    'index-entry-link-start text:style-name="Internet_20_link"',
    "index-entry-text",
    'index-entry-tab-stop style:type="right" style:leader-char="."',
    "index-entry-page-number",
    "index-entry-link-end",
)
"""What an entry of the table of contents is made of, once it is renewed."""
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
        self.is_new_page = False
        """Whether what is written next begins a page."""

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
        for style in styles(self.document.language):
            is_of_tables = str(style.get_attribute("style:family")).startswith("table")
            self.file.insert_style(cast(Any, style), automatic=is_of_tables)
        told = self.file.styles
        for level in told.get_elements("//text:outline-level-style"):
            level.set_attribute("style:num-format", "")
            level.set_attribute("style:num-suffix", "")
            level.del_attribute("loext:num-list-format")
        for notes in told.get_elements("//text:notes-configuration"):
            notes.set_attribute("style:num-suffix", " ")
        self._set_footer()

    def _set_footer(self) -> None:
        """The title and the number of the page at the foot of each."""
        layout = self.file.styles.get_element("//style:page-layout")
        master = self.file.styles.get_element("//style:master-page")
        if layout is None or master is None:
            raise LookupError("style:master-page")
        for properties in layout.get_elements("style:page-layout-properties"):
            for name, size in PAGE.items():
                properties.set_attribute(f"fo:{name}", size)
        for former in layout.get_elements("style:footer-style"):
            former.delete()
        layout.append(Element.from_tag(FOOTER))
        paragraph = OdfParagraph(self.document.title[:80], style="Footer")
        paragraph.append(Element.from_tag("<text:tab/>"))
        paragraph.append(Span(f"{self.document.names['page']} "))
        paragraph.append(Element.from_tag('<text:page-number text:select-page="current"/>'))
        paragraph.append(Span(" / "))
        paragraph.append(Element.from_tag("<text:page-count/>"))
        footer = Element.from_tag("style:footer")
        footer.append(paragraph)
        master.append(footer)

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
        """The table of contents, filled in; LibreOffice reads the numbers of the pages from the
        headings."""
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
                entry.append(Link(f"#part{number}", text=one.text, style="Internet_20_link"))
                entry.append(Element.from_tag("<text:tab/>"))
                entry.append(_page_of(f"part{number}"))
                body.append(entry)
        self.body.append(contents)
        self.is_new_page = True

    def _add(self, text: str, style: str = "Standard") -> None:
        self._put(OdfParagraph(text, style=style), style)

    def _put(self, element: Element, style: str) -> None:
        """Add it at the end; as the first one of its page where a page is to begin."""
        if self.is_new_page:
            self.is_new_page = False
            name = f"{style}.first"
            if self.file.get_style("paragraph", name) is None:
                self.file.insert_style(cast(Any, _first_of_page(name, style)), automatic=True)
            element.set_attribute("text:style-name", name)
        self.body.append(element)

    def _write(self, number: int, part: Part) -> None:
        match part:
            case Heading(level, text):
                style = f"Heading_20_{level}"
                header = Header(level, text, style=style)
                header.insert(Bookmark(f"part{number}"), 0)
                self._put(header, style)
            case Paragraph(line, is_quiet):
                style = "Quiet" if is_quiet else "Text_20_body"
                style += ".kept" if self.document.leads_in(number) else ""
                self._put(self._filled(line, style), style)
            case Bullets(items, is_numbered):
                listed = List(style="Numbered" if is_numbered else "Bulleted")
                for line in items:
                    item = ListItem()
                    item.append(self._filled(line, "Text_20_body"))
                    listed.append(item)
                self.body.append(listed)
            case Quote(line, source):
                style = "Verbatim" if source else "VerbatimAlone"
                self._put(self._filled(line, style), style)
                if source:
                    self._add(source, "VerbatimSource")
            case Table():
                self._write_table(part)
            case Figure():
                self._write_figure(part)
            case PageBreak():
                self.is_new_page = True

    def _write_table(self, part: Table) -> None:
        self.tables += 1
        if part.caption:
            self._add(part.caption, "TableCaption")
        table = OdfTable(f"Table{self.tables}", style=TABLE_STYLE[part.is_short])
        widths = widths_of(part)
        for column, width in enumerate(widths):
            style = f"Grid{self.tables}.{column}"
            wide = f"{ROOM * width / sum(widths):.2f}cm"
            self.file.insert_style(Style("table-column", name=style, width=wide), automatic=True)
            told = Element.from_tag("table:table-column")
            told.set_attribute("table:style-name", style)
            table.append(told)
        head = Element.from_tag("table:table-header-rows")
        looks = ["Figure" if at in part.numbers else "Cell" for at in range(len(part.columns))]
        for holder, row in (
            (head, tuple(words(one, is_bold=True) for one in part.columns)),
            *((table, row) for row in part.rows),
        ):
            cells = [self._filled(line, look) for line, look in zip(row, looks, strict=True)]
            holder.append(self._row(cells))
        table.insert(head, position=len(widths))
        self.body.append(table)

    def _row(self, paragraphs: list[OdfParagraph]) -> Row:
        row = Row(style="Row")
        for paragraph in paragraphs:
            cell = Cell(style="CellBox")
            cell.append(paragraph)
            cell.set_attribute("office:value-type", "string")
            row.append(cell)
        return row

    def _write_figure(self, part: Figure) -> None:
        self.pictures += 1
        png = png_of(part.svg)
        width, height = _size_of(png)
        held = self.file.add_file(io.BytesIO(png))
        name = f"Picture{self.pictures}"
        frame = Frame.image_frame(
            held, name=name, size=(f"{width:.2f}cm", f"{height:.2f}cm"), anchor_type="as-char"
        )
        frame.svg_title, frame.svg_description = part.caption or name, part.alt
        style = "Text_20_body.kept" if part.caption else "Text_20_body"
        paragraph = OdfParagraph(style=style)
        paragraph.append(frame)
        self._put(paragraph, style)
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


def _page_of(bookmark: str) -> Element:
    """The number of the page on which a heading stands; known once the pages are laid out."""
    found = Element.from_tag("text:bookmark-ref")
    found.set_attribute("text:reference-format", "page")
    found.set_attribute("text:ref-name", bookmark)
    return found


def _first_of_page(name: str, former: str) -> Element:
    return Element.from_tag(
        f'<style:style style:name="{name}" style:family="paragraph"'
        f' style:parent-style-name="{former}">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
    )


def _span(one: Words) -> Span:
    style = (
        "Raised"
        if one.is_raised
        else {
            (True, True): "BoldItalic",
            (True, False): "Bold",
            (False, True): "Italic",
            (False, False): None,
        }[one.is_bold, one.is_italic]
    )
    return Span(one.text, style=style)


def _size_of(png: bytes) -> tuple[float, float]:
    """Of a PNG, in centimetres, no wider than a line."""
    width = int.from_bytes(png[16:20], "big") / PICTURE_SCALE / UNITS_PER_CM
    height = int.from_bytes(png[20:24], "big") / PICTURE_SCALE / UNITS_PER_CM
    part = min(1.0, ROOM / width)
    return width * part, height * part
