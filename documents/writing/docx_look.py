"""How a DOCX looks: its named styles."""

from __future__ import annotations

from typing import Any

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from documents.writing.docx_footnotes import CALL_STYLE, TEXT_STYLE

ACCENT, QUIET = RGBColor(0x0D, 0x5C, 0x63), RGBColor(0x4F, 0x5D, 0x63)
FONT = "Calibri"
QUOTES = ("Verbatim", "Verbatim alone", "Verbatim source")
GRID, CELL = "Table Grid", "Cell"
ROOM = Cm(16.2)
"""The width of a line."""


def set_styles(file: DocxDocument, language: str) -> None:
    styles = file.styles
    for name in ("Quiet", *QUOTES, CELL, "After table", TEXT_STYLE):
        _add_style(styles, name)
    if CALL_STYLE not in styles:
        styles.add_style(CALL_STYLE, WD_STYLE_TYPE.CHARACTER).font.superscript = True
    _set_text(styles, language)
    _set_headings(styles)
    _set_contents(styles)
    _set_tables(styles)


def _add_style(styles: Any, name: str) -> None:
    if name not in styles:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]


def _set_text(styles: Any, language: str) -> None:
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), {"fr": "fr-FR", "en": "en-GB"}.get(language, language))
    normal.element.get_or_add_rPr().append(told)
    for name in ("Quiet", "Verbatim source", TEXT_STYLE):
        styles[name].font.size = Pt(9)
    for name in ("Quiet", "Verbatim source", "Caption"):
        styles[name].font.color.rgb = QUIET
    for name in QUOTES:
        styles[name].paragraph_format.left_indent = Cm(0.8)
        styles[name].element.get_or_add_pPr().insert_element_before(
            _edges("w:pBdr", ("left",), "0D5C63", size=12, space=8),
            *("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
        )
    styles["Verbatim"].paragraph_format.space_after = Pt(0)
    styles["Verbatim"].paragraph_format.keep_with_next = True


def _set_headings(styles: Any) -> None:
    for level, size in ((1, 19), (2, 14.5), (3, 12), (4, 11)):
        heading = styles[f"Heading {level}"]
        heading.font.name, heading.font.size = FONT, Pt(size)
        heading.font.color.rgb = ACCENT
        heading.paragraph_format.space_before = Pt(24 if level == 1 else 14)
        heading.paragraph_format.space_after = Pt(6)
        fonts = heading.element.get_or_add_rPr().rFonts
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name), None)
    styles["Title"].font.color.rgb = ACCENT
    styles["Title"].paragraph_format.space_before = Pt(120)


def _set_contents(styles: Any) -> None:
    for level in (1, 2, 3):
        _add_style(styles, f"TOC {level}")
        told = styles[f"TOC {level}"].paragraph_format
        told.left_indent, told.right_indent = Cm(0.6 * (level - 1)), Cm(1)
        told.space_after = Pt(2)
        told.tab_stops.add_tab_stop(ROOM, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _set_tables(styles: Any) -> None:
    styles[CELL].font.size = Pt(10)
    cell = styles[CELL].paragraph_format
    cell.space_before = cell.space_after = Pt(2)
    styles["After table"].font.size = Pt(4)
    styles["After table"].paragraph_format.space_after = Pt(2)
    told = styles[GRID].element.find(qn("w:tblPr"))
    told.remove(told.find(qn("w:tblBorders")))
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    told.append(_edges("w:tblBorders", edges, "B8C2C6", size=4, space=0))


def _edges(name: str, edges: tuple[str, ...], colour: str, *, size: int, space: int) -> Any:
    """Lines along edges, `size` in eighths of a point."""
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
        for edge in edges
    )
    return parse_xml(f"<{name} {nsdecls('w')}>{lines}</{name}>")
