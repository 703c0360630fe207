"""Sheets as files. No cell of any of them can start a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import uuid
from collections.abc import Iterator, Sequence
from typing import IO, Any

import xlsxwriter
from sqlalchemy.orm import Session

from app.corpus.tables import escape_formula
from app.publication.sheets import Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""
SHEET_NAME = 31


def csv_lines(sheet: Sheet, session: Session, consultation_id: uuid.UUID) -> Iterator[bytes]:
    """A CSV for a French spreadsheet (UTF-8 with BOM, semicolons), a line at a time."""
    yield b"\xef\xbb\xbf"
    yield _csv_line(sheet.headings)
    for row in sheet.rows(session, consultation_id):
        yield _csv_line(row)


def write_workbook(
    file: IO[bytes], all_sheets: Sequence[Sheet], session: Session, consultation_id: uuid.UUID
) -> None:
    """An XLSX with every sheet. Texts are written as texts, never read as formulas or links."""
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    for sheet in all_sheets:
        page = book.add_worksheet(sheet.title[:SHEET_NAME])
        page.freeze_panes(1, 0)
        for column, heading in enumerate(sheet.headings):
            page.write_string(0, column, heading, bold)
        for number, row in enumerate(sheet.rows(session, consultation_id), start=1):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    _write(page, number, column, value)
    book.close()


def _csv_line(row: Sequence[Any]) -> bytes:
    line = io.StringIO()
    csv.writer(line, delimiter=";").writerow(
        [value if is_number(value) else escape_formula(cell_text_of(value)) for value in row]
    )
    return line.getvalue().encode()


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if is_number(value):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, cell_text_of(value)[:LONGEST_CELL])


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def cell_text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    return str(value)
