"""From a sheet that a steward sends to the lines of a reference list. Nothing is written."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.corpus.tables import Limits, Row, Table, read_table
from app.corpus.tables.cells import unescape_formula
from app.corpus.tables.column_words import words_of
from app.models import ListKind, OrganisationKind
from app.organisations.family_words import family_of_words
from app.organisations.lists.entries import LONGEST_LABEL, MOST_ENTRIES, Entry
from app.web.prose import printable_line

LIMITS = Limits(bytes=2 * 2**20, rows=MOST_ENTRIES, columns=20, cell=2_000)
LONGEST_PARENT = 120
LONGEST_TERRITORY = 120
"""Of the name of a département, which is kept with what people say."""

_CODES = {
    ListKind.LEGAL_FORM: re.compile(r"[0-9]{1,4}"),
    ListKind.SECTOR: re.compile(r"[A-Z]|[0-9]{2}(?:\.?[0-9]{1,2}[A-Z]?)?"),
    ListKind.DEPARTEMENT: re.compile(r"[0-9]{2}|2[AB]|9[78][0-9]"),
    ListKind.EPCI: re.compile(r"[0-9]{9}"),
}
_TWO_DIGITS = (ListKind.SECTOR, ListKind.DEPARTEMENT)
"""Whose codes lose their first zero when a spreadsheet takes them for numbers."""
_COLUMNS = {
    "code": frozenset({"code", "siren", "numero", "identifiant"}),
    "label": frozenset({"label", "libelle", "nom", "name", "intitule", "titre"}),
    "family": frozenset({"family", "famille"}),
    "parent": frozenset({"parent", "groupe", "region", "section", "departement"}),
}


class Fault(enum.StrEnum):
    """What is wrong with a line."""

    NO_CODE = "no_code"
    WRONG_CODE = "wrong_code"
    TWICE = "twice"
    NO_LABEL = "no_label"
    TOO_LONG = "too_long"
    UNKNOWN_FAMILY = "unknown_family"


@dataclass(frozen=True)
class BadLine:
    """`number` as the spreadsheet shows it; `said`: the start of the cell, which may be shown."""

    number: int
    fault: Fault
    said: str = ""


@dataclass(frozen=True)
class SheetRead:
    """Lines in their order, those that cannot be used, and the table, whose rows may be bad too."""

    entries: tuple[Entry, ...]
    bad: tuple[BadLine, ...]
    table: Table

    @property
    def is_right(self) -> bool:
        return not self.bad and not self.table.bad_rows


class ColumnsMissing(ValueError):
    """There is no column of codes, or none of labels."""


def read_sheet(path: Path, kind: ListKind) -> SheetRead:
    """The list in a CSV, XLSX or ODS file with the columns code, label, and family or parent.

    Raises:
        app.corpus.tables.TableError: it cannot be read.
        ColumnsMissing: its columns are others.
    """
    table = read_table(path, limits=LIMITS)
    places = _places(table.columns)
    if "code" not in places or "label" not in places:
        raise ColumnsMissing
    entries, bad = _checked(table.rows, places, kind)
    return SheetRead(entries, bad, table)


def _places(columns: Iterable[str]) -> dict[str, int]:
    """Where each column stands; of two with the same name, the first."""
    places: dict[str, int] = {}
    for place, heading in enumerate(columns):
        words = words_of(heading)
        for name, known in _COLUMNS.items():
            if words & known and name not in places and place not in places.values():
                places[name] = place
    return places


def _checked(
    rows: Iterable[Row], places: dict[str, int], kind: ListKind
) -> tuple[tuple[Entry, ...], tuple[BadLine, ...]]:
    entries: dict[str, Entry] = {}
    bad = []
    for row in rows:
        cells = {name: _one_line(row.cells[place]) for name, place in places.items()}
        code = _tidy_code(cells["code"], kind)
        entry = Entry(
            code, cells["label"], _family(cells.get("family", "")), cells.get("parent", "")
        )
        fault = Fault.TWICE if code in entries else fault_of(entry, kind)
        if cells.get("family") and entry.family is None:
            fault = fault or Fault.UNKNOWN_FAMILY
        if fault is None:
            entries[code] = entry
        else:
            bad.append(BadLine(row.number, fault, _said(fault, cells)))
    return tuple(entries.values()), tuple(bad)


def fault_of(entry: Entry, kind: ListKind) -> Fault | None:
    """What is wrong with a line by itself."""
    if not entry.code:
        return Fault.NO_CODE
    if not _CODES[kind].fullmatch(entry.code):
        return Fault.WRONG_CODE
    if not entry.label:
        return Fault.NO_LABEL
    longest = LONGEST_TERRITORY if kind is ListKind.DEPARTEMENT else LONGEST_LABEL
    if len(entry.label) > longest or len(entry.parent) > LONGEST_PARENT:
        return Fault.TOO_LONG
    return None


def _family(words: str) -> OrganisationKind | None:
    return family_of_words(words) if words else None


def _tidy_code(code: str, kind: ListKind) -> str:
    tidy = code.replace(" ", "").upper()
    return tidy.zfill(2) if kind in _TWO_DIGITS and tidy.isdecimal() else tidy


def _one_line(cell: str) -> str:
    """Printable, without blanks around, as the platform writes it."""
    return printable_line(unescape_formula(cell))


def _said(fault: Fault, cells: dict[str, str]) -> str:
    cell = {Fault.UNKNOWN_FAMILY: "family", Fault.TOO_LONG: "label"}.get(fault, "code")
    return cells.get(cell, "")[:60]
