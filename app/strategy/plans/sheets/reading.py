"""A sheet of a plan as it comes back: its rows, whatever they say. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.corpus.tables import BadRow, Limits, ReadOptions, Table, read_table, unescape_formula
from app.strategy.plans.sheets.columns import ACTION_NAMES, MEASURE_NAMES, name_of

LIMITS = Limits(bytes=5 * 2**20, rows=10_000, columns=60, cell=20_000)
ACTIONS, MEASURES = "actions", "measures"
SHEETS = 2


class NotASheetOfPlan(ValueError):
    """No column says which action a row is, or a column stands there twice."""


@dataclass(frozen=True)
class SheetRead:
    """`rows` as a `PlanImport` keeps them: {"sheet", "number", "cells": {column: text}}."""

    rows: tuple[dict[str, Any], ...]
    unreadable: tuple[BadRow, ...]


def read_sheet(path: Path) -> SheetRead:
    """The rows of a CSV, or of the first two sheets of a workbook.

    Raises:
        app.corpus.tables.TableError: it cannot be read.
        NotASheetOfPlan: its columns are others.
    """
    table = read_table(path, limits=LIMITS)
    tables = [table]
    for name in table.sheets[:SHEETS]:
        if name != table.sheet:
            options = ReadOptions(sheet=name)
            tables.append(read_table(path, options=options, limits=LIMITS))
    rows = [row for one in tables for row in _rows(one)]
    return SheetRead(tuple(rows), tuple(bad for one in tables for bad in one.bad_rows))


def _rows(table: Table) -> list[dict[str, Any]]:
    kind = MEASURES if _places(table, ("indicator", "value")).keys() >= {"indicator"} else ACTIONS
    places = _places(table, MEASURE_NAMES if kind == MEASURES else ACTION_NAMES)
    if "code" not in places:
        raise NotASheetOfPlan
    return [
        {
            "sheet": kind,
            "number": row.number,
            "cells": {name: _text(row.cells[at]) for name, at in places.items()},
        }
        for row in table.rows
    ]


def _places(table: Table, names: tuple[str, ...]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(table.columns):
        name = name_of(heading, names)
        if name is not None and name in places:
            raise NotASheetOfPlan
        if name is not None:
            places[name] = place
    return places


def _text(cell: str) -> str:
    return unescape_formula(cell).replace("\r\n", "\n").strip()
