"""A table of codes: a row says of an excerpt, or of words, that a code was given to it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.corpus.tables import Table, read_table, unescape_formula
from app.themes.exchange.groups import nature_of, stance_of
from app.themes.exchange.incoming import FileCode, Given, Incoming, Left, told_people
from app.themes.exchange.texts import Texts, digest_of

UNKNOWN_EXCERPT, BAD_ROW, BAD_NATURE, BAD_STANCE = (
    "unknown_excerpt",
    "bad_row",
    "bad_nature",
    "bad_stance",
)
SEPARATOR = "›"
MOST_LEVELS = 20

_HEADINGS = {
    "excerpt": ("excerpt", "excerpt id", "identifier", "id", "extrait", "identifiant"),
    "text": ("text", "texte", "segment", "quotation", "citation"),
    "code": ("path", "code", "theme", "tag", "chemin", "thème", "code path"),
    "nature": ("nature",),
    "stance": ("stance", "position"),
    "coder": ("coder", "by", "codeur", "par", "codé par"),
}


class NoColumns(ValueError):
    """The table names no code, or nothing to which codes were given."""


@dataclass(frozen=True)
class _Row:
    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        return unescape_formula(self.cells.get(name, "")).strip()


def read_codes(path: Path) -> Table:
    """A table of codes.

    Raises:
        TableError: it cannot be read.
        NoColumns: it is another table.
    """
    table = read_table(path)
    columns = _columns_of(table)
    if "code" not in columns or not {"excerpt", "text"} & columns.keys():
        raise NoColumns
    return table


def compared(table: Table, texts: Texts) -> Incoming:
    """A table compared with the corpus."""
    columns, left = _columns_of(table), Left()
    there = {one for text in texts.by_id.values() for one in text.excerpts.values()}
    codes: dict[str, FileCode] = {}
    given: dict[uuid.UUID, Given] = {}
    people: dict[str, None] = {}
    for bad in table.bad_rows:
        left.add(BAD_ROW, f"{bad.number}: {bad.sample}")
    for one in table.rows:
        row = _Row(one.number, {name: one.cells[place] for name, place in columns.items()})
        excerpts = _excerpts_of(row, texts, there)
        if not excerpts:
            left.add(UNKNOWN_EXCERPT, f"{row.number}: {row.get('text') or row.get('excerpt')}")
            continue
        people[row.get("coder")] = None
        key = _code_of(row, codes)
        for excerpt_id in excerpts:
            _give(given.setdefault(excerpt_id, Given()), row, key, left)
    known = len(given)
    return Incoming(tuple(codes.values()), given, left, known, told_people(people))


def _columns_of(table: Table) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, headings in _HEADINGS.items():
        for heading in headings:
            places = [
                place
                for place, column in enumerate(table.columns)
                if " ".join(column.casefold().split()) == heading
            ]
            if places and name not in found:
                found[name] = places[0]
    return found


def _excerpts_of(row: _Row, texts: Texts, there: set[uuid.UUID]) -> list[uuid.UUID]:
    """The excerpt that is named; else all those that say these very words."""
    try:
        named = uuid.UUID(row.get("excerpt"))
    except ValueError:
        named = None
    if named is not None and named in there:
        return [named]
    words = row.get("text")
    return texts.by_words.get(digest_of(words), []) if words else []


def _code_of(row: _Row, codes: dict[str, FileCode]) -> str | None:
    """The code of a row, added with those above it; None where the row names none."""
    told = row.get("code").replace(" > ", f" {SEPARATOR} ")
    path = [" ".join(part.split()) for part in told.split(SEPARATOR)][:MOST_LEVELS]
    path = [part for part in path if part]
    above: str | None = None
    for level in range(1, len(path) + 1):
        whole = tuple(path[:level])
        key = "\n".join(whole).casefold()
        codes.setdefault(key, FileCode(key, whole, above, is_loose=len(path) == 1))
        above = key
    return above


def _give(given: Given, row: _Row, key: str | None, left: Left) -> None:
    if key is not None:
        given.codes.add(key)
    if told := row.get("nature"):
        if nature := nature_of(told):
            given.natures.add(nature)
        else:
            left.add(BAD_NATURE, f"{row.number}: {told}")
    if told := row.get("stance"):
        if stance := stance_of(told):
            given.stances.add(stance)
        else:
            left.add(BAD_STANCE, f"{row.number}: {told}")
