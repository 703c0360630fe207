"""A data file of SPSS (.sav), written a row at a time.

Source: "System File Format" in the PSPP developers' guide. Little-endian, UTF-8, with the simple
compression of bytes that every version of SPSS reads.
"""

from __future__ import annotations

import datetime as dt
import os
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import IO

LONGEST_TEXT = 32_767
"""Bytes that a variable can hold; longer texts are cut."""
LONGEST_LABEL = 255
LONGEST_VALUE_LABEL = 120

Cell = str | float | None

_EPOCH = dt.datetime(1582, 10, 14)
_MISSING = struct.pack("<d", -1.7976931348623157e308)
_BIAS = 100
_COUNT_AT = 80
"""Where the header says how many rows there are."""
_COMPACT, _LITERAL, _SPACES, _SYSTEM_MISSING = range(1, 252), 253, 254, 255
_SEGMENT = 255
"""Bytes of the pieces in which a text longer than this is kept."""


class Measure(IntEnum):
    NOMINAL = 1
    ORDINAL = 2
    SCALE = 3


class Kind(IntEnum):
    """How SPSS shows a value: its format code. Moments are kept as seconds since 1582."""

    TEXT = 1
    NUMBER = 5
    TIME = 21
    DAY = 38


_WIDTHS = {Kind.NUMBER: (8, 2), Kind.TIME: (5, 0), Kind.DAY: (10, 0)}


@dataclass(frozen=True)
class Variable:
    """A column. `width` is in bytes and matters for texts; `name` is valid for SPSS."""

    name: str
    label: str
    kind: Kind
    measure: Measure
    width: int = 0
    decimals: int = 2
    value_labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        return self.kind is Kind.TEXT

    @property
    def pieces(self) -> tuple[int, ...]:
        """The widths of the pieces in which the text is declared."""
        if self.width <= _SEGMENT:
            return (self.width,)
        count = (self.width + 251) // 252
        return (*([_SEGMENT] * (count - 1)), self.width - (count - 1) * 252)


@dataclass
class _Places:
    """The short name of each variable, and its place among the 8-byte elements of a row."""

    names: list[str] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
    next_index: int = 1
    pieces: int = 0

    def add_piece(self, width: int) -> str:
        self.pieces += 1
        self.next_index += _elements(width)
        return f"V{self.pieces:07X}"


def write_sav(
    file: IO[bytes],
    variables: Sequence[Variable],
    rows: Iterable[Sequence[Cell]],
    *,
    made_at: dt.datetime,
    label: str = "",
) -> None:
    """Write the rows to a file that can be sought in; days and times are texts such as
    `2022-12-31` and `14:30`. The rows are counted as they come and need not be known before."""
    places = _Places()
    records = b"".join(_variable(variable, places) for variable in variables)
    file.write(_header(places.next_index - 1, made_at, label))
    file.write(records)
    for variable, index in zip(variables, places.indexes, strict=True):
        file.write(_short_value_labels(variable, index))
    file.write(_extensions(variables, places))
    file.write(struct.pack("<ii", 999, 0))
    packer = _Packer(file)
    count = 0
    for row in rows:
        count += 1
        for variable, cell in zip(variables, row, strict=True):
            packer.add(variable, cell)
    packer.finish()
    file.seek(_COUNT_AT)
    file.write(struct.pack("<i", count))
    file.seek(0, os.SEEK_END)


def cut(text: str, limit: int) -> bytes:
    """The text in UTF-8, cut at `limit` bytes without breaking a character."""
    return text.encode()[:limit].decode(errors="ignore").encode()


def _header(elements: int, made_at: dt.datetime, label: str) -> bytes:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    day = f"{made_at:%d} {months[made_at.month - 1]} {made_at:%y}"
    return struct.pack(
        "<4s60siiiiid9s8s64s3x",
        b"$FL2",
        b"@(#) SPSS DATA FILE Sillage".ljust(60),
        2,
        elements,
        1,
        0,
        0,
        _BIAS,
        day.encode(),
        f"{made_at:%H:%M:%S}".encode(),
        cut(label, 64).ljust(64),
    )


def _variable(variable: Variable, places: _Places) -> bytes:
    places.indexes.append(places.next_index)
    if not variable.is_text:
        places.names.append(places.add_piece(0))
        width, decimals = _WIDTHS[variable.kind]
        decimals = min(decimals, variable.decimals)
        shown = variable.kind << 16 | width << 8 | decimals
        return _variable_record(0, shown, places.names[-1], variable.label)
    records = []
    for number, width in enumerate(variable.pieces):
        name = places.add_piece(width)
        if number == 0:
            places.names.append(name)
        shown = Kind.TEXT << 16 | width << 8
        label = variable.label if number == 0 else ""
        records.append(_variable_record(width, shown, name, label))
        records += [_variable_record(-1, 0, "", "")] * (_elements(width) - 1)
    return b"".join(records)


def _variable_record(type_: int, shown: int, name: str, label: str) -> bytes:
    text = cut(label, LONGEST_LABEL)
    head = struct.pack("<iiiiii8s", 2, type_, bool(text), 0, shown, shown, name.encode().ljust(8))
    return head + (struct.pack("<i", len(text)) + _padded(text, 4) if text else b"")


def _short_value_labels(variable: Variable, index: int) -> bytes:
    if not variable.value_labels or variable.width > 8:
        return b""
    found = [struct.pack("<ii", 3, len(variable.value_labels))]
    for code, label in variable.value_labels.items():
        text = cut(label, LONGEST_VALUE_LABEL)
        value = code.encode().ljust(8) if variable.is_text else struct.pack("<d", float(code))
        found.append(value + _padded(bytes([len(text)]) + text, 8))
    return b"".join(found) + struct.pack("<iii", 4, 1, index)


def _extensions(variables: Sequence[Variable], places: _Places) -> bytes:
    long_names = "\t".join(
        f"{short}={variable.name}" for short, variable in zip(places.names, variables, strict=True)
    )
    long_texts = "".join(
        f"{short}={variable.width:05d}\0\t"
        for short, variable in zip(places.names, variables, strict=True)
        if variable.width > _SEGMENT
    )
    shown = b"".join(
        struct.pack("<iii", variable.measure, min(40, piece or 10), 0 if variable.is_text else 1)
        for variable in variables
        for piece in variable.pieces
    )
    labels = b"".join(map(_long_value_labels, variables))
    highest = struct.pack("<d", 1.7976931348623157e308)
    lowest = struct.pack("<d", -1.7976931348623155e308)
    return b"".join(
        (
            _extension(3, 4, struct.pack("<8i", 26, 0, 0, -1, 1, 1, 2, 65001)),
            _extension(4, 8, _MISSING + highest + lowest),
            _extension(11, 4, shown) if shown else b"",
            _extension(13, 1, long_names.encode()) if long_names else b"",
            _extension(14, 1, long_texts.encode()) if long_texts else b"",
            _extension(20, 1, b"UTF-8"),
            _extension(21, 1, labels) if labels else b"",
        )
    )


def _extension(subtype: int, size: int, content: bytes) -> bytes:
    return struct.pack("<iiii", 7, subtype, size, len(content) // size) + content


def _long_value_labels(variable: Variable) -> bytes:
    if not variable.value_labels or variable.width <= 8:
        return b""
    name = variable.name.encode()
    found = [struct.pack("<i", len(name)), name]
    found.append(struct.pack("<ii", variable.width, len(variable.value_labels)))
    for code, label in variable.value_labels.items():
        text = cut(label, LONGEST_VALUE_LABEL)
        found += [struct.pack("<i", variable.width), code.encode().ljust(variable.width)]
        found += [struct.pack("<i", len(text)), text]
    return b"".join(found)


class _Packer:
    """Packs 8-byte elements: one byte says what an element is, in blocks of eight."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.codes = bytearray()
        self.literals: list[bytes] = []

    def add(self, variable: Variable, cell: Cell) -> None:
        if variable.is_text:
            self._text("" if cell is None else str(cell), variable)
        elif cell is None:
            self.codes.append(_SYSTEM_MISSING)
        else:
            self._number(_seconds(cell, variable.kind) if isinstance(cell, str) else cell)
        if len(self.codes) > 10_000:
            self._flush(len(self.codes) // 8 * 8)

    def finish(self) -> None:
        self.codes += bytes(-len(self.codes) % 8)
        self._flush(len(self.codes))

    def _number(self, number: float) -> None:
        if float(number).is_integer() and int(number) + _BIAS in _COMPACT:
            self.codes.append(int(number) + _BIAS)
        else:
            self._literal(struct.pack("<d", number))

    def _text(self, text: str, variable: Variable) -> None:
        content = cut(text, min(variable.width, LONGEST_TEXT))
        for number, width in enumerate(variable.pieces):
            piece = content[number * _SEGMENT : (number + 1) * _SEGMENT]
            for start in range(0, len(piece), 8):
                self._literal(piece[start : start + 8].ljust(8))
            blank = _elements(width) - (len(piece) + 7) // 8
            self.codes += bytes([_SPACES]) * blank

    def _literal(self, element: bytes) -> None:
        self.codes.append(_LITERAL)
        self.literals.append(element)

    def _flush(self, count: int) -> None:
        used = 0
        for start in range(0, count, 8):
            block = self.codes[start : start + 8]
            here = block.count(_LITERAL)
            self.file.write(block)
            self.file.writelines(self.literals[used : used + here])
            used += here
        del self.codes[:count]
        del self.literals[:used]


def _seconds(text: str, kind: Kind) -> float:
    if kind is Kind.TIME:
        hour, minute = text.split(":")
        return int(hour) * 3600.0 + int(minute) * 60
    return (dt.datetime.fromisoformat(text) - _EPOCH).total_seconds()


def _elements(width: int) -> int:
    return max(1, (width + 7) // 8)


def _padded(content: bytes, size: int) -> bytes:
    return content + bytes(-len(content) % size)
