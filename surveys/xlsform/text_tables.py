"""Forms written as text: CSV, and the tables of Markdown that pyxform reads.

All sheets follow each other. A line whose first cell names a sheet opens it; the lines of the
sheet leave the first cell empty. A lone survey sheet may do without that first column.
Source: pyxform's README and `pyxform.xls2json_backends`.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from surveys.problems import Problem, SurveyError
from surveys.xlsform.package import refuse_large
from surveys.xlsform.sheets import (
    MOST_COLUMNS,
    SHEETS,
    Row,
    Sheet,
    Workbook,
    refuse_many_rows,
    workbook_of,
)

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:=-]*\Z")
_SEPARATORS = ",;\t"


def is_table_of_text(data: bytes) -> bool:
    """Whether the first line of the text opens an XLSForm, in CSV or in Markdown."""
    first = next((line for line in _decoded(data[:4096]).splitlines() if line.strip()), "")
    if first.lstrip().startswith("|"):
        return True
    cells = {cell.strip().lower() for cell in re.split(f'["{_SEPARATORS}]', first)}
    return {"type", "name"} <= cells or first.split(",")[0].strip(' ";\t').lower() in SHEETS


def open_text(data: bytes) -> Workbook:
    """Read the sheets of a text. Raises SurveyError when they are none."""
    refuse_large(data)
    text = _decoded(data)
    if "\x00" in text:
        raise SurveyError([Problem("not_text", "The file is not a text.")])
    lines = _markdown(text) if text.lstrip().startswith("|") else _csv(text)
    sheets = _sheets(lines)
    return workbook_of(tuple(sheets), lambda name: sheets[name])


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on a French Windows.
        return data.decode("cp1252", errors="replace")


def _csv(text: str) -> Iterator[tuple[int, list[str]]]:
    separator = max(_SEPARATORS, key=text[:4096].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in rows:
            yield rows.line_num, cells
    except csv.Error as error:
        raise SurveyError([Problem("not_csv", "The file is not sound CSV.")]) from error


def _markdown(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _PIPE.split(line.strip())
        if len(cells) > 2 and not _RULE.match(line):
            yield number, [cell.replace("\\|", "|") for cell in cells[1:-1]]


@dataclass
class _Opened:
    """A sheet while its lines are read."""

    name: str
    headers: list[str] = field(default_factory=list)
    first_row: int = 2
    rows: list[Row] = field(default_factory=list)

    def add(self, number: int, cells: list[str]) -> None:
        if not self.headers:
            self.headers, self.first_row = cells, number + 1
            return
        refuse_many_rows(number - self.first_row)
        # Lines that hold nothing count, so that a row is told by the line where it stands.
        self.rows += [{}] * (number - self.first_row - len(self.rows))
        pairs = zip(self.headers, cells, strict=False)
        self.rows.append({header: cell for header, cell in pairs if header and cell})

    def sheet(self) -> Sheet:
        headers = tuple(header for header in self.headers if header)
        return Sheet(headers, tuple(self.rows), self.first_row)


def _sheets(lines: Iterator[tuple[int, list[str]]]) -> dict[str, Sheet]:
    opened: list[_Opened] = []
    alone = False
    for number, written in lines:
        cells = [cell.strip() for cell in written[:MOST_COLUMNS]]
        if not any(cells):
            continue
        if not opened and {"type", "name"} <= {cell.lower() for cell in cells}:
            alone = True
            opened.append(_Opened("survey"))
        name, rest = ("", cells) if alone else (cells[0], cells[1:])
        if name:
            opened.append(_Opened(name))
        if opened and any(rest):
            opened[-1].add(number, rest)
    return {each.name: each.sheet() for each in opened}
