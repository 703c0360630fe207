"""The shape of a table once it is read: plain text cells, numbered rows, the rows that failed."""

import enum
from dataclasses import dataclass, field

from app.corpus.tables.reasons import RowReason


class TableFormat(enum.StrEnum):
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    ODS = "ods"
    JSON_LINES = "jsonl"


@dataclass(frozen=True)
class Limits:
    """What a file may weigh before it is refused.

    ``bytes`` is the size on disk, ``unpacked`` the size of a workbook once unzipped (bytes),
    ``ratio`` the largest unpacked/packed quotient of a whole workbook, ``entries`` the files in
    its zip, ``cell`` the characters of one cell, ``area`` the cells of the rectangle that a sheet
    spans (two distant cells are enough to make a reader allocate all that lies between).
    """

    bytes: int = 25 * 2**20
    rows: int = 200_000
    columns: int = 500
    cell: int = 1_000_000
    unpacked: int = 200 * 2**20
    ratio: int = 100
    entries: int = 5_000
    area: int = 10_000_000


@dataclass(frozen=True)
class ReadOptions:
    """What a person may override. ``header_row`` is a row number as a spreadsheet shows it."""

    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is the sheet row, or the physical line where a text record starts (from 1)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be imported; ``sample`` is at most 200 characters, safe to display."""

    number: int
    reason: RowReason
    details: dict[str, str | int] = field(default_factory=dict)
    sample: str = ""


@dataclass(frozen=True)
class Table:
    """A table read from a file.

    Every row has exactly ``len(columns)`` cells; column names are unique and never empty;
    ``skipped`` holds the lines found above the header; wholly blank rows are left out.
    ``header_row`` is 0 when the format has no header row (JSON Lines).
    """

    format: TableFormat
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    skipped: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    bad_rows: tuple[BadRow, ...]
