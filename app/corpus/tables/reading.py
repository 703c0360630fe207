"""Read a table of answers from a file, whatever its format."""

from collections.abc import Iterable
from pathlib import Path

from app.corpus.tables.cells import SAMPLE_LENGTH, has_surrogate, sample_of
from app.corpus.tables.delimited import read_records
from app.corpus.tables.encodings import Decoded, decode
from app.corpus.tables.headers import column_names, find_header
from app.corpus.tables.json_lines import read_json_lines
from app.corpus.tables.misquotes import mark_after_misquoted
from app.corpus.tables.reasons import RowReason, TableError, TableReason
from app.corpus.tables.records import Record, Source
from app.corpus.tables.separators import SEPARATORS, declared_separator, find_separator
from app.corpus.tables.sheets import read_workbook
from app.corpus.tables.signature import (
    is_json_lines,
    is_zip,
    refuse_foreign,
    refuse_foreign_text,
)
from app.corpus.tables.table import BadRow, Limits, ReadOptions, Row, Table, TableFormat

# A title or a note above the header may have lines of its own, which are not rows of answers.
_MARGIN = 1_000


def read_table(
    path: Path, *, options: ReadOptions | None = None, limits: Limits | None = None
) -> Table:
    """Return the table that ``path`` holds; the format is found from the content.

    Rows that cannot be imported are in ``bad_rows`` and do not stop the others; the caller
    decides what becomes of a file that has some. Wholly blank rows are left out.

    Raises TableError when the whole file is refused, OSError when it cannot be opened.
    """
    options, limits = options or ReadOptions(), limits or Limits()
    data = _read_bytes(path, limits)
    refuse_foreign(data)
    if is_zip(data):
        return _table(read_workbook(data, options, limits), options, limits)
    decoded = decode(data, options.encoding)
    if not decoded.text.strip("\ufeff \t\r\n"):
        raise TableError(TableReason.EMPTY, "The file is empty.")
    refuse_foreign_text(decoded.text)
    if is_json_lines(decoded.text, path.name):
        source = _read_json(decoded, limits)
    else:
        source = _read_separated(decoded, options, limits)
    _mark_undecodable(source.records, decoded)
    return _table(source, options, limits)


def _read_bytes(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise TableError(
            TableReason.TOO_LARGE,
            f"The file is larger than {limits.bytes} bytes.",
            {"limit": limits.bytes},
        )
    if not data:
        raise TableError(TableReason.EMPTY, "The file is empty.")
    return data


def _read_json(decoded: Decoded, limits: Limits) -> Source:
    columns, records = read_json_lines(decoded.text, limits)
    return Source(
        TableFormat.JSON_LINES,
        records,
        ragged=True,
        encoding=decoded.encoding,
        columns=columns,
    )


def _read_separated(decoded: Decoded, options: ReadOptions, limits: Limits) -> Source:
    text, first_line = decoded.text, 1
    delimiter = options.delimiter
    declared = declared_separator(text)
    if declared is not None:
        text, first_line = text[declared[1] :], 2
        delimiter = delimiter or declared[0]
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n '):
        raise TableError(
            TableReason.UNKNOWN_DELIMITER,
            f"{delimiter!r} cannot separate cells.",
            {"delimiter": delimiter, "known": " ".join(SEPARATORS)},
        )
    delimiter = delimiter or find_separator(text)
    records: list[Record] = []
    # A table of one column has no separator, but its cells may still be quoted: a character
    # that cannot be in a text stands for the separator that never comes.
    for record in read_records(text, delimiter or "\udfff", first_line=first_line):
        records.append(record)
        if len(records) > limits.rows + _MARGIN:
            break
    kind = TableFormat.TSV if delimiter == "\t" else TableFormat.CSV
    return Source(kind, records, ragged=True, encoding=decoded.encoding, delimiter=delimiter)


def _mark_undecodable(records: list[Record], decoded: Decoded) -> None:
    damages = decoded.damage()
    place = 0
    for damage in damages:
        while place < len(records) and max(records[place].end, 1) < damage.line:
            place += 1
        if place == len(records):
            return
        record = records[place]
        if record.holds(damage.line) and record.flaw is not RowReason.UNDECODABLE:
            record.flaw = RowReason.UNDECODABLE
            record.details = {"byte": damage.byte, "value": f"0x{damage.value:02X}"}


def _table(source: Source, options: ReadOptions, limits: Limits) -> Table:
    records = [record for record in source.records if record.flaw or not record.is_blank()]
    skipped: list[Record] = []
    header_row = 0
    if source.columns is not None:
        columns = source.columns and column_names(source.columns)
    else:
        place = find_header(records, options.header_row)
        skipped, header, records = records[:place], records[place], records[place + 1 :]
        header_row = header.number
        _refuse_header(header, limits)
        columns = column_names(_trimmed_header(header, records, source.ragged))
    if len(columns) > limits.columns:
        raise TableError(
            TableReason.TOO_MANY_COLUMNS,
            f"The table has more than {limits.columns} columns.",
            {"limit": limits.columns, "columns": len(columns)},
        )
    if len(records) > limits.rows:
        raise TableError(
            TableReason.TOO_MANY_ROWS,
            f"The table has more than {limits.rows} rows.",
            {"limit": limits.rows},
        )
    if not records:
        raise TableError(TableReason.NO_ROWS, "The table has a header and no row.")
    mark_after_misquoted(records, len(columns))
    rows, bad_rows = _sort_rows(records, len(columns), limits)
    return Table(
        format=source.format,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        sheets=source.sheets,
        header_row=header_row,
        skipped=tuple(_line(record) for record in skipped),
        columns=columns,
        rows=tuple(rows),
        bad_rows=tuple(bad_rows),
    )


def _refuse_header(header: Record, limits: Limits) -> None:
    flaw = header.flaw or _flaw(header.cells, limits)
    if flaw is not None:
        raise TableError(
            TableReason.UNDECODABLE,
            f"The header on row {header.number} cannot be read ({flaw}).",
            {"row": header.number, "problem": flaw.value, **header.details},
        )


def _trimmed_header(header: Record, records: Iterable[Record], ragged: bool) -> list[str]:
    """Drop the trailing columns that have no name and no value (``a;b;;;``).

    In a sheet a column that has values and no name is still a column; in separated text it is a
    row that is too long.
    """
    width = 0
    for place, cell in enumerate(header.cells, start=1):
        if cell.strip():
            width = place
    most = len(header.cells) if ragged else max([width, *(len(r.cells) for r in records)])
    for record in records:
        if width >= most:
            break
        if record.flaw is None:
            place = min(most, len(record.cells))
            while place > width and not record.cells[place - 1].strip():
                place -= 1
            width = max(width, place)
    width = max(width, 1)
    return header.cells[:width] + [""] * (width - len(header.cells))


def _sort_rows(
    records: Iterable[Record], width: int, limits: Limits
) -> tuple[list[Row], list[BadRow]]:
    rows: list[Row] = []
    bad_rows: list[BadRow] = []
    for record in records:
        flaw, details, cells = record.flaw, record.details, record.cells
        if flaw is None and len(cells) > width:
            if any(cell.strip() for cell in cells[width:]):
                flaw, details = (
                    RowReason.TOO_MANY_CELLS,
                    {"cells": len(cells), "columns": width},
                )
            else:
                cells = cells[:width]
        if flaw is None:
            flaw = _flaw(cells, limits)
            if flaw is RowReason.CELL_TOO_LONG:
                details = {"length": max(map(len, cells)), "limit": limits.cell}
        if flaw is None:
            rows.append(Row(record.number, tuple(cells) + ("",) * (width - len(cells))))
        else:
            bad_rows.append(BadRow(record.number, flaw, details, _line(record)))
    return rows, bad_rows


def _flaw(cells: list[str], limits: Limits) -> RowReason | None:
    if max(map(len, cells), default=0) > limits.cell:
        return RowReason.CELL_TOO_LONG
    joined = "".join(cells)
    if "\x00" in joined:
        return RowReason.NUL
    if has_surrogate(joined):
        return RowReason.LONE_SURROGATE
    return None


def _line(record: Record) -> str:
    """Return the start of a record, as one line that can be shown."""
    filled = (cell[:SAMPLE_LENGTH].strip() for cell in record.cells)
    return sample_of(" | ".join(cell for cell in filled if cell))
