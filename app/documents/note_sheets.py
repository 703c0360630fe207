"""Sheets of notes: one note a row, with its nature, its table and its round where they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.corpus.tables import Limits, Row, Table, read_table
from app.corpus.tables.column_words import words_of
from app.documents.natures import nature_of_title, nature_of_words
from app.documents.proposing import Proposed
from app.models import Nature
from documents import DocumentError, Format, Reason, clean
from documents import Limits as DocumentLimits

_NOTE = frozenset(
    {
        *("note", "notes", "postit", "post", "texte", "text", "idee", "idees", "idea", "contenu"),
        *("content", "verbatim", "commentaire", "comment", "message", "expression", "contribution"),
    }
)
_NATURE = frozenset({"nature", "type", "categorie", "category", "kind"})
_TABLE = frozenset({"table", "tables"})
_ROUND = frozenset({"tour", "tours", "round", "rounds", "manche"})
_NUMBER = re.compile(r"\d{1,3}")
_LETTERS = {"c": Nature.FINDING, "b": Nature.NEED, "p": Nature.PROPOSAL}


class NoNoteColumn(ValueError):
    """No column of the sheet is called after what it would hold."""


@dataclass(frozen=True)
class Sheet:
    """The notes of a sheet, one below the other, and how many rows could not be read."""

    format: Format
    text: str
    passages: list[Proposed]
    bad_rows: int


@dataclass(frozen=True)
class _Columns:
    """Where each part of a note stands in a row. `notes` tells the nature of a whole column."""

    notes: dict[int, Nature | None]
    nature: int | None
    table: int | None
    round: int | None


def read_sheet(path: Path) -> Sheet:
    """Read the notes of a workbook.

    Raises:
        app.corpus.tables.TableError: it cannot be read.
        NoNoteColumn: no column holds notes.
        documents.DocumentError: there is too much text.
    """
    limits = DocumentLimits()
    table = read_table(path, limits=Limits(rows=limits.lines))
    columns = _columns(table)
    parts: list[str] = []
    passages: list[Proposed] = []
    length = 0
    for row in table.rows:
        for said, nature in _notes(row, columns):
            start = length + (2 if parts else 0)
            length = start + len(said)
            if length > limits.characters:
                raise DocumentError(Reason.TOO_MUCH_TEXT, {"limit": limits.characters})
            parts.append(said)
            passages.append(
                Proposed(
                    start,
                    length,
                    nature=nature,
                    table_number=_number(row, columns.table),
                    round_number=_number(row, columns.round),
                )
            )
    return Sheet(Format(table.format.value), "\n\n".join(parts), passages, len(table.bad_rows))


def _columns(table: Table) -> _Columns:
    words = [words_of(name) for name in table.columns]
    natures = {index: nature_of_title(name) for index, name in enumerate(table.columns)}
    notes = {index: nature for index, nature in natures.items() if nature}
    found: dict[int, Nature | None] = dict(notes)
    if not found:
        found = {index: None for index, said in enumerate(words) if said & _NOTE}
    if not found and len(table.columns) == 1:
        found = {0: None}
    if not found:
        raise NoNoteColumn
    return _Columns(found, _place(words, _NATURE), _place(words, _TABLE), _place(words, _ROUND))


def _place(columns: list[frozenset[str]], wanted: frozenset[str]) -> int | None:
    return next((index for index, said in enumerate(columns) if said & wanted), None)


def _notes(row: Row, columns: _Columns) -> Iterator[tuple[str, Nature]]:
    told = _told_nature(row.cells[columns.nature]) if columns.nature is not None else None
    for index, nature in columns.notes.items():
        said = clean(row.cells[index])
        if said:
            yield said, nature or told or nature_of_words(said)


def _told_nature(cell: str) -> Nature | None:
    return _LETTERS.get(cell.strip().lower()) or nature_of_title(cell)


def _number(row: Row, place: int | None) -> int | None:
    match = _NUMBER.search(row.cells[place]) if place is not None else None
    return (int(match[0]) or None) if match else None
