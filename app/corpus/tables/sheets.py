"""Records of a workbook sheet (XLSX, ODS)."""

import io

import python_calamine

from app.corpus.tables.cells import cell_text
from app.corpus.tables.extents import refuse_oversized_sheets
from app.corpus.tables.packages import open_package
from app.corpus.tables.reasons import TableError, TableReason
from app.corpus.tables.records import Record, Source
from app.corpus.tables.signature import encrypted, not_a_table
from app.corpus.tables.table import Limits, ReadOptions


def read_workbook(data: bytes, options: ReadOptions, limits: Limits) -> Source:
    """Return the records of the sheet asked for, or of the first visible one that is not empty.

    Raises TableError: NO_SUCH_SHEET, EMPTY, TOO_MANY_ROWS, TOO_MANY_COLUMNS, and all that
    ``open_package`` and ``refuse_oversized_sheets`` raise.
    """
    kind, parts = open_package(data, limits)
    refuse_oversized_sheets(kind, parts, limits)
    parts.clear()
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = _sheet_names(workbook)
        name, sheet = _choose(workbook, names, options.sheet)
        _refuse_large(sheet, limits)
        rows = sheet.to_python(skip_empty_area=False)
    except python_calamine.PasswordError as error:
        raise encrypted() from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise not_a_table("zip", "a damaged workbook") from error
    records = [
        Record(number, [cell_text(cell) for cell in row], number)
        for number, row in enumerate(rows, start=1)
    ]
    return Source(kind, records, ragged=False, sheet=name, sheets=tuple(names))


def _sheet_names(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    """Sheets of cells, the visible ones first: a person does not expect a hidden one."""
    sheets = [
        sheet
        for sheet in workbook.sheets_metadata
        if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
    ]
    visible = python_calamine.SheetVisibleEnum.Visible
    return [sheet.name for sheet in sorted(sheets, key=lambda sheet: sheet.visible is not visible)]


def _choose(
    workbook: python_calamine.CalamineWorkbook, names: list[str], asked: str | None
) -> tuple[str, python_calamine.CalamineSheet]:
    if asked is not None:
        if asked not in names:
            raise TableError(
                TableReason.NO_SUCH_SHEET,
                f"The workbook has no sheet named {asked!r}.",
                {"sheet": asked, "sheets": ", ".join(names)},
            )
        return asked, workbook.get_sheet_by_name(asked)
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.end is not None:
            return name, sheet
    raise TableError(TableReason.EMPTY, "Every sheet of the workbook is empty.")


def _refuse_large(sheet: python_calamine.CalamineSheet, limits: Limits) -> None:
    if sheet.end is None:
        raise TableError(
            TableReason.EMPTY,
            f"The sheet {sheet.name!r} is empty.",
            {"sheet": sheet.name},
        )
    if sheet.end[0] > limits.rows:  # one row more than the limit, for the header
        raise TableError(
            TableReason.TOO_MANY_ROWS,
            f"The sheet {sheet.name!r} has more than {limits.rows} rows.",
            {"limit": limits.rows, "rows": sheet.end[0]},
        )
