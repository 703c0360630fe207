"""Workbooks and archives made in memory for the tests of tables."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from odfdo import Document, Table

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Return an XLSX workbook; None leaves a cell out."""
    output = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm:ss"}
    with xlsxwriter.Workbook(output, options) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(y, x, value)
                    elif value is not None:
                        sheet.write(y, x, value)
    return output.getvalue()


def ods(sheets: Mapping[str, Sequence[Sequence[object]]], directory: Path) -> bytes:
    """Return an ODS workbook; None leaves a cell empty."""
    document = Document("spreadsheet")
    document.body.clear()
    for name, rows in sheets.items():
        table = Table(name)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if value is not None:
                    table.set_value((x, y), value)
        document.body.append(table)
    path = directory / "made.ods"
    document.save(path)
    return path.read_bytes()


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip of ``parts``, compressed."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return output.getvalue()


def repacked(workbook: bytes, changes: Mapping[str, bytes | str]) -> bytes:
    """Return ``workbook`` with some of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        parts: dict[str, bytes | str] = {name: packed.read(name) for name in packed.namelist()}
    return archive(parts | dict(changes))
