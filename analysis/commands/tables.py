"""Rows from a text table: CSV or TSV, as spreadsheets and survey tools write it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import AnalysisError

# A cell may hold a whole written contribution; the default limit is 128 kB.
LARGEST_CELL = 2**31 - 1
# Letters that are cut into lines at once.
PIECE = 200_000
# A person reads no more than this in an error.
COLUMNS_NAMED = 40
_SEPARATORS = (",", ";", "\t", "|")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True)
class ComingTable:
    """A table with named columns, whose rows are read while they are asked for, once.

    Every row has one cell per column.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]

    def place(self, name: str) -> int:
        """Return where the cell of a column stands in a row.

        Raises
        ------
        AnalysisError : no such column; the message lists those that there are.
        """
        if name not in self.columns:
            known = ", ".join(self.columns[:COLUMNS_NAMED])
            more = ", …" if len(self.columns) > COLUMNS_NAMED else ""
            raise AnalysisError(
                f"{self.name} has no column {name!r}; its columns are: {known}{more}."
            )
        return self.columns.index(name)


@dataclass(frozen=True)
class Table(ComingTable):
    """A table that was read whole."""

    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        """Return the cells of one column.

        Raises
        ------
        AnalysisError : no such column, as `place` says.
        """
        at = self.place(name)
        return [row[at] for row in self.rows]


def read_table(path: Path) -> Table:
    """Read a table whole, as `open_table` does.

    Raises
    ------
    AnalysisError : as `open_table` and its rows.
    """
    table = open_table(path)
    return Table(table.name, table.columns, tuple(table.rows))


def open_table(path: Path) -> ComingTable:
    """Read a table whose first row names the columns; the other rows come as they are asked for.

    UTF-8 (with a byte order mark or not), UTF-16 with its mark, or Windows-1252; commas,
    semicolons, tabs or bars; any line ending. Lines without any text are left out.

    Raises
    ------
    AnalysisError : the file cannot be read, is empty, is not text, repeats a column name;
        and, while the rows come, one is longer than the header or no row at all.
    """
    text = read_text(path)
    if not text or text.isspace():
        raise AnalysisError(f"{path.name} is empty.")
    csv.field_size_limit(LARGEST_CELL)
    separator = _separator(text)
    found = _filled(text, separator, path.name)
    header = next((row for row in found if any(map(str.strip, row))), None)
    if header is None:
        raise AnalysisError(f"{path.name} is empty.")
    columns = tuple(cell.strip() for cell in header)
    repeated = [name for name, count in Counter(columns).items() if count > 1 and name]
    if repeated:
        raise AnalysisError(f"{path.name} has two columns named {repeated[0]!r}.")
    rows = (
        _fitted(row, number, len(columns), separator, path.name)
        for number, row in enumerate(found, start=1)
    )
    return ComingTable(path.name, columns, rows)


def _filled(text: str, separator: str, name: str) -> Iterator[list[str]]:
    """Yield the rows of a table but those without any text."""
    try:
        for row in csv.reader(_lines(text), delimiter=separator):
            if row and (len(row) == 1 or any(map(str.strip, row))):
                yield row
    except csv.Error as error:
        raise AnalysisError(f"{name} is not a readable table: {error}.") from error


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text, piece by piece: a stream of all takes four bytes a letter."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + PIECE) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _fitted(row: list[str], number: int, width: int, separator: str, name: str) -> tuple[str, ...]:
    """Return a row with one cell per column; no text is ever dropped."""
    if 1 < width == len(row):
        return tuple(row)
    if width == 1:
        # A list of answers under one heading, whose commas nobody quoted.
        return (separator.join(row),)
    if any(map(str.strip, row[width:])):
        raise AnalysisError(
            f"{name}: row {number} has {len(row)} cells for {width} columns; "
            "is there a separator in a text without quotes?"
        )
    return tuple((row + [""] * width)[:width])


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises
    ------
    AnalysisError : the file cannot be read, or is a workbook or another binary file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AnalysisError(f"{path} cannot be read: {error.strerror}.") from error
    if content.startswith(b"PK\x03\x04"):
        raise AnalysisError(f"{path.name} is a workbook or an archive; save it as CSV.")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\x00" in content.split(b"\n", 1)[0]:
        raise AnalysisError(f"{path.name} is not a text file.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes without a meaning.
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """Return the separator of the header: the one that cuts it most, outside quotes."""
    filled = len(text) - len(text.lstrip())
    end = text.find("\n", filled)
    header = text[text.rfind("\n", 0, filled) + 1 : end if end >= 0 else None]
    outside = "".join(header.split('"')[::2])
    return max(_SEPARATORS, key=lambda separator: (outside.count(separator), separator == ","))
