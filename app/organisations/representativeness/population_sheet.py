"""The known population from a sheet: family, territory, number. Nothing is written."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.corpus.tables import BadRow, Limits, Row, read_table
from app.corpus.tables.cells import unescape_formula
from app.corpus.tables.column_words import words_of
from app.ideas.importing.values import count_of
from app.organisations.family_words import family_of_words
from app.organisations.representativeness.population import MOST_TERRITORIES, Figure
from app.organisations.representativeness.population_grid import territories_of_lines

LIMITS = Limits(bytes=2**20, rows=2_000, columns=20, cell=500)
_COLUMNS = {
    "family": frozenset({"famille", "family", "type", "structure"}),
    "territory": frozenset({"territoire", "territory", "departement"}),
    "number": frozenset({"nombre", "number", "effectif", "population"}),
}


class Fault(enum.StrEnum):
    """What is wrong with a row."""

    UNKNOWN_FAMILY = "unknown_family"
    NO_TERRITORY = "no_territory"
    NO_NUMBER = "no_number"
    TWICE = "twice"


@dataclass(frozen=True)
class FiguresRead:
    """`bad`: the number of a row, what is wrong, the start of its cell."""

    figures: tuple[Figure, ...]
    bad: tuple[tuple[int, Fault, str], ...]
    unreadable: tuple[BadRow, ...]

    @property
    def is_right(self) -> bool:
        return not self.bad and not self.unreadable


class ColumnsMissing(ValueError):
    """One of the three columns is not there."""


class TooManyTerritories(ValueError):
    """There are more than the table has room for."""


def read_figures(path: Path) -> FiguresRead:
    """The figures in a CSV, XLSX or ODS file.

    Raises:
        app.corpus.tables.TableError: it cannot be read.
        ColumnsMissing: its columns are others.
        TooManyTerritories: they are more than `MOST_TERRITORIES`.
    """
    table = read_table(path, limits=LIMITS)
    places = {
        name: place
        for name, words in _COLUMNS.items()
        for place, heading in reversed(list(enumerate(table.columns)))
        if words_of(heading) & words
    }
    if len(places) < len(_COLUMNS):
        raise ColumnsMissing
    figures, bad = _read(table.rows, places)
    if len({one.territory for one in figures}) > MOST_TERRITORIES:
        raise TooManyTerritories
    return FiguresRead(figures, bad, table.bad_rows)


def _read(
    rows: Iterable[Row], places: dict[str, int]
) -> tuple[tuple[Figure, ...], tuple[tuple[int, Fault, str], ...]]:
    figures: dict[tuple[str, str], Figure] = {}
    bad = []
    for row in rows:
        cells = {name: unescape_formula(row.cells[at]).strip() for name, at in places.items()}
        read = _figure(cells)
        if isinstance(read, Figure) and (read.family, read.territory) in figures:
            read = Fault.TWICE
        if isinstance(read, Figure):
            figures[read.family, read.territory] = read
        else:
            told = cells["number" if read is Fault.NO_NUMBER else "family"]
            bad.append((row.number, read, told[:60]))
    return tuple(figures.values()), tuple(bad)


def _figure(cells: dict[str, str]) -> Figure | Fault:
    family = family_of_words(cells["family"])
    if family is None:
        return Fault.UNKNOWN_FAMILY
    territory = territories_of_lines(cells["territory"])
    if not territory:
        return Fault.NO_TERRITORY
    try:
        if not cells["number"]:
            return Fault.NO_NUMBER
        return Figure(family, territory[0], count_of(cells["number"]))
    except ValueError:
        return Fault.NO_NUMBER
