"""The sheets of a workbook as rows of text."""

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_excel_column_headers, get_excel_rows

from surveys.problems import Problem, SurveyError
from surveys.xlsform.package import check_package

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
MOST_ROWS = 20_000

Row = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its headers, and its rows by header; row 0 stands on line 2 of the sheet."""

    headers: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """The sheets that an XLSForm may have, and the names of all sheets."""

    names: tuple[str, ...]
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        return self.sheets.get(name, Sheet())


def open_workbook(data: bytes) -> Workbook:
    """Read the cells of an XLSX. Raises SurveyError when it is not a sound one.

    The rows are pyxform's, with the same limits on empty ones; the texts are kept as they are
    (pyxform replaces no-break spaces and typographic apostrophes, which French needs).
    """
    check_package(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            names = tuple(book.sheetnames)
            sheets = {
                name.lower(): _sheet(book[name])
                for name in names
                if name.lower() in SHEETS or len(names) == 1
            }
            if len(names) == 1 and "survey" not in sheets:
                sheets = {"survey": next(iter(sheets.values()))}
        finally:
            book.close()
    except PyXFormError as error:
        raise SurveyError([Problem("bad_sheet", str(error))]) from error
    except SurveyError:
        raise
    except Exception as error:
        # A reader of spreadsheets fails in many ways on a damaged one.
        raise SurveyError([Problem("not_xlsx", "The workbook cannot be read.")]) from error
    if "survey" not in sheets:
        message = f"The workbook has no sheet called “survey”; it has {', '.join(names)[:300]}."
        raise SurveyError([Problem("no_survey_sheet", message, {"sheets": list(names)})])
    return Workbook(names, sheets)


def _sheet(worksheet: Any) -> Sheet:
    first = next(iter(worksheet.iter_rows(max_row=1)), ())
    headers = get_excel_column_headers(first_row=(_text(cell.value) for cell in first))
    cells = worksheet.iter_rows(min_row=2, max_col=max(1, len(headers)))
    rows = get_excel_rows(headers, _counted(cells), lambda cell, row, key: _text(cell.value))
    kept = tuple(header for header in headers if header is not None)
    return Sheet(kept, tuple({k: v for k, v in row.items() if v} for row in rows))


def _counted(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            message = f"A sheet has more than {MOST_ROWS} rows."
            raise SurveyError([Problem("too_many_rows", message, {"limit": MOST_ROWS})])
        yield row


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).replace("\r\n", "\n").strip() or None
