"""Forms in a workbook: `.xlsx`, and `.xls` of Excel 97 to 2003."""

import datetime
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import xlrd
from openpyxl import load_workbook
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_excel_column_headers, get_excel_rows

from surveys.problems import Problem, SurveyError
from surveys.xlsform.package import check_package, refuse_large
from surveys.xlsform.sheets import (
    MOST_COLUMNS,
    Sheet,
    Workbook,
    refuse_many_rows,
    workbook_of,
)

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def open_xlsx(data: bytes) -> Workbook:
    """Read the cells of an XLSX. Raises SurveyError when it is not a sound one.

    The rows are pyxform's, with the same limits on empty ones; the texts are kept as they are
    (pyxform replaces no-break spaces and typographic apostrophes, which French needs).
    """
    check_package(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            names = tuple(sheet.title for sheet in book.worksheets)
            return workbook_of(names, lambda name: _xlsx_sheet(book[name]))
        finally:
            book.close()
    except PyXFormError as error:
        raise SurveyError([Problem("bad_sheet", str(error))]) from error
    except SurveyError:
        raise
    except Exception as error:
        # A reader of spreadsheets fails in many ways on a damaged one.
        raise SurveyError([Problem("not_xlsx", "The workbook cannot be read.")]) from error


def open_xls(data: bytes) -> Workbook:
    """Read the cells of an old workbook. Raises SurveyError as `open_xlsx` does."""
    refuse_large(data)
    if _PROTECTED in data:
        message = "The file is protected by a password; save it without."
        raise SurveyError([Problem("protected", message)])
    try:
        # Ragged rows: two distant cells must not make the reader fill all that lies between.
        book = xlrd.open_workbook(
            file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        return workbook_of(book.sheet_names(), lambda name: _xls_sheet(book, name))
    except PyXFormError as error:
        raise SurveyError([Problem("bad_sheet", str(error))]) from error
    except SurveyError:
        raise
    except Exception as error:
        raise SurveyError([Problem("not_xls", "The old workbook cannot be read.")]) from error


def _xlsx_sheet(worksheet: Any) -> Sheet:
    first = next(iter(worksheet.iter_rows(max_row=1, max_col=MOST_COLUMNS)), ())
    cells = worksheet.iter_rows(min_row=2, max_col=max(1, len(first)))
    return _sheet(first, cells, lambda cell: _text(cell.value))


def _xls_sheet(book: Any, name: str) -> Sheet:
    sheet = book.sheet_by_name(name)
    rows = (sheet.row(number)[:MOST_COLUMNS] for number in range(sheet.nrows))
    return _sheet(next(rows, ()), rows, lambda cell: _old_text(cell, book.datemode))


def _sheet(
    first: Iterable[Any], cells: Iterable[Any], text_of: Callable[[Any], str | None]
) -> Sheet:
    headers = get_excel_column_headers(text_of(cell) for cell in first)
    rows = get_excel_rows(headers, _counted(cells), lambda cell, row, key: text_of(cell))
    kept = tuple(header for header in headers if header is not None)
    return Sheet(kept, tuple({k: v for k, v in row.items() if v} for row in rows))


def _counted(rows: Iterable[Any]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        refuse_many_rows(number)
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


def _old_text(cell: Any, datemode: int) -> str | None:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}:
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return _text(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _old_moment(cell.value, datemode)
    return _text(cell.value)


def _old_moment(value: float, datemode: int) -> str | None:
    if 0 <= value < 1:
        moment = datetime.datetime.min + datetime.timedelta(days=value)
        return moment.time().isoformat(timespec="seconds")
    try:
        return _text(xlrd.xldate_as_datetime(value, datemode))
    except (ValueError, OverflowError):
        return _text(value)
