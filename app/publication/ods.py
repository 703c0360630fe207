"""Sheets as an OpenDocument spreadsheet, written a row at a time: the memory does not grow.

Written by hand because odfdo, the library that is kept up, holds the whole document as a tree
until it is saved: a sheet of 1,000 rows and 76 columns of short texts took it 127 MB and 30 s of
processor. What sheets of texts and numbers need of the format is small.
"""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from sqlalchemy.orm import Session

from app.publication.sheets import Sheet
from app.publication.writers import LONGEST_CELL, SHEET_NAME, cell_text_of, is_number

ODS = "application/vnd.oasis.opendocument.spreadsheet"
# The oldest moment that a zip can hold: the same rows make the same file.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3"\
 xmlns:office="{_OFFICE}:office:1.0" xmlns:table="{_OFFICE}:table:1.0"\
 xmlns:text="{_OFFICE}:text:1.0"><office:body><office:spreadsheet>"""
_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest manifest:version="1.3" xmlns:manifest="{_OFFICE}:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""

# What XML cannot hold, and white space that a reader folds unless it is written as an element.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("^ | {2,}|\t")


def write_ods(
    file: IO[bytes], all_sheets: Sequence[Sheet], session: Session, subject_id: uuid.UUID
) -> None:
    """An ODS with every sheet. Texts are texts: no cell has a formula."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        # Uncompressed and first: that is how the kind of file is recognised.
        package.writestr(_entry("mimetype", zipfile.ZIP_STORED), ODS)
        package.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        with package.open(_entry("content.xml"), "w", force_zip64=True) as content:
            content.write(_HEAD.encode())
            for sheet in all_sheets:
                content.writelines(_table(sheet, session, subject_id))
            content.write(_TAIL.encode())


def _entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = compression
    return entry


def _table(sheet: Sheet, session: Session, subject_id: uuid.UUID) -> Iterator[bytes]:
    yield f"<table:table table:name={quoteattr(sheet.title[:SHEET_NAME])}>".encode()
    width = max(1, len(sheet.headings))
    yield f'<table:table-column table:number-columns-repeated="{width}"/>'.encode()
    yield f"<table:table-header-rows>{_row(sheet.headings)}</table:table-header-rows>".encode()
    for row in sheet.rows(session, subject_id):
        yield _row(row).encode()
    yield b"</table:table>"


def _row(row: Sequence[Any]) -> str:
    return f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"


def _cell(value: Any) -> str:
    if is_number(value):
        written = escape(repr(value))
        return (
            f'<table:table-cell office:value-type="float" office:value="{written}">'
            f"<text:p>{written}</text:p></table:table-cell>"
        )
    text = NOT_XML.sub("", cell_text_of(value))[:LONGEST_CELL]
    if not text:
        return "<table:table-cell/>"
    paragraphs = "".join(f"<text:p>{_paragraph(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _paragraph(line: str) -> str:
    return _SPACES.sub(_as_element, escape(line).replace("\r", "&#13;"))


def _as_element(found: re.Match[str]) -> str:
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'
