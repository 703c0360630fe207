"""How much a workbook makes a reader allocate, known before the reader opens it.

A reader allocates the whole rectangle between the first and the last cell, and copies a shared
text for every cell that shows it: a few hundred bytes of XML can ask for the memory of a
machine. The XML is streamed here once and what it would expand to is counted.
"""

import re
import xml.parsers.expat
from collections.abc import Callable, Sequence

from app.corpus.tables.reasons import TableError, TableReason
from app.corpus.tables.signature import not_a_table
from app.corpus.tables.table import Limits, TableFormat
from archives import Part

_REFERENCE = re.compile(r"([A-Za-z]{0,3})([0-9]{1,9})")
_FAR = 10**9


def refuse_oversized_sheets(kind: TableFormat, parts: Sequence[Part], limits: Limits) -> None:
    """Raise TableError (BOMB) when a sheet would expand beyond the limits.

    NOT_A_TABLE when its XML is malformed or declares a document type.
    """
    if kind is TableFormat.ODS:
        content = next(part for part in parts if part.name == "content.xml")
        _stream(content, _OdsCount(limits))
        return
    shared = _SharedTexts()
    for part in parts:
        if part.name.lower() == "xl/sharedstrings.xml":
            _stream(part, shared)
    for part in parts:
        # Relations may point to a sheet under any name: only what is inside tells.
        if b"sheetData" in part.data:
            _stream(part, _SheetCount(limits, shared.lengths))


class _Count:
    """What is common to the counts of one XML part."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class _SharedTexts(_Count):
    """The length of every shared text of a workbook, in characters."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def text(self, data: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(data)


class _SheetCount(_Count):
    """The rectangle and the text of one XLSX sheet."""

    def __init__(self, limits: Limits, shared: Sequence[int]) -> None:
        self._limits = limits
        self._shared = shared
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._characters = 0
        self._is_shared = False
        self._value: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row, self._column = self._place(attributes, self._row + 1, 0)
        elif name == "c":
            self._row, self._column = self._place(attributes, self._row, self._column + 1)
            self._is_shared = attributes.get("t") == "s"
        elif name in ("v", "is", "f"):
            self._rows = max(self._rows, self._row)
            self._columns = max(self._columns, self._column)
            _refuse_area(self._rows, self._columns, self._limits)
            self._value = [] if name == "v" and self._is_shared else None

    def text(self, data: str) -> None:
        if self._value is not None:
            self._value.append(data)

    def end(self, name: str) -> None:
        if name != "v" or self._value is None:
            return
        index = "".join(self._value).strip()
        self._value = None
        if index.isdecimal() and len(index) < 10 and int(index) < len(self._shared):
            self._characters += self._shared[int(index)]
            _refuse_text(self._characters, self._limits)

    @staticmethod
    def _place(attributes: dict[str, str], row: int, column: int) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match is None:
            return row, column
        letters = match[1].upper()
        if not letters:
            return int(match[2]), column
        place = 0
        for letter in letters:
            place = 26 * place + ord(letter) - 64
        return int(match[2]), place


class _OdsCount(_Count):
    """The rectangle and the text of the sheets of an ODS file, repeats included."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._above = self._width = self._characters = 0
        self._row_repeat = self._cell_repeat = 1
        self._left = self._row_width = 0
        self._row_length = self._cell_length = 0
        self._filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._above = self._width = 0
        elif name == "table-row":
            self._row_repeat = _repeat(attributes, "table:number-rows-repeated")
            self._left = self._row_width = self._row_length = 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell_repeat = _repeat(attributes, "table:number-columns-repeated")
            self._cell_length = 0
            self._filled = any(key.startswith("office:") for key in attributes)
        elif name == "s":
            self._cell_length += _repeat(attributes, "text:c")
        elif name == "p":
            self._filled = True

    def text(self, data: str) -> None:
        self._cell_length += len(data)

    def end(self, name: str) -> None:
        if name in ("table-cell", "covered-table-cell"):
            self._left += self._cell_repeat
            if self._filled:
                self._row_width = self._left
                self._row_length += self._cell_length * self._cell_repeat
        elif name == "table-row":
            self._above += self._row_repeat
            if self._row_width:
                self._width = max(self._width, self._row_width)
                _refuse_area(self._above, self._width, self._limits)
                self._characters += self._row_length * self._row_repeat
                _refuse_text(self._characters, self._limits)


def _repeat(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1").strip()
    if not value.isdecimal():
        return 1
    return int(value) if len(value) < 10 else _FAR


def _refuse_area(rows: int, columns: int, limits: Limits) -> None:
    if rows * columns > limits.area:
        raise TableError(
            TableReason.BOMB,
            f"A sheet spans {rows} rows and {columns} columns, more cells than can be read.",
            {"rows": rows, "columns": columns, "limit": limits.area},
        )


def _refuse_text(characters: int, limits: Limits) -> None:
    if characters > limits.unpacked:
        raise TableError(
            TableReason.BOMB,
            "The texts of the workbook are repeated until they are too large to be read.",
            {"limit": limits.unpacked},
        )


def _stream(part: Part, count: _Count) -> None:
    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _local(count.start)
    parser.EndElementHandler = lambda name: count.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = count.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part.data, True)
    except (xml.parsers.expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise not_a_table("zip", "a damaged workbook") from error


def _local(
    handler: Callable[[str, dict[str, str]], None],
) -> Callable[[str, dict[str, str]], None]:
    return lambda name, attributes: handler(name.rpartition(":")[2], attributes)


def _refuse_doctype(*_: object) -> None:
    raise TableError(
        TableReason.NOT_A_TABLE,
        "The workbook declares a document type, which no spreadsheet writes.",
        {"found": "DOCTYPE"},
    )
