"""Lists of people to invite: pasted lines, or a sheet. Read and checked; nothing is written."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.corpus.tables import Limits, read_table
from app.notifications.addresses import WrongAddress, mail_address

MOST = 5_000
LONGEST_NAME = 200
SHOWN = 120
NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>\s*")
SEPARATOR = re.compile(r"[;,\t]")
NAME_HEADING = re.compile(r"\b(?:pr[ée]nom|nom|name|contact|personne)", re.IGNORECASE)


class TooManyPeople(ValueError):
    """There are more than `MOST` lines."""


class EntryProblem(enum.StrEnum):
    """Why an entry of a list of people is left out."""

    NO_ADDRESS = "no_address"
    WRONG_ADDRESS = "wrong_address"


@dataclass(frozen=True)
class Addressee:
    """Somebody to invite; `name` is empty when the list gives none."""

    email: str
    name: str

    def as_line(self) -> str:
        """As it is pasted: read again, it gives the same."""
        return f"{self.name} <{self.email}>" if self.name else self.email


@dataclass(frozen=True)
class BadEntry:
    """A line that cannot be used; `number` counts from 1, as the source shows it."""

    number: int
    text: str
    problem: EntryProblem


@dataclass(frozen=True)
class AddressList:
    """Who can be invited, each once; what cannot be used; how many addresses came again."""

    people: tuple[Addressee, ...]
    bad: tuple[BadEntry, ...]
    repeated: int


def read_lines(text: str) -> AddressList:
    """One person a line: `name <address>`, `address`, or the two separated by `;` `,` or a tab.

    Raises:
        TooManyPeople: nothing is read.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST:
        raise TooManyPeople(len(lines))
    return _checked((number, line[:2000], *_parts(line[:2000])) for number, line in lines)


def read_sheet(path: Path, limit: int) -> AddressList:
    """A CSV, XLSX or ODS file of at most `limit` bytes: the first cell with an @ is the address.

    Raises:
        app.corpus.tables.TableError: it cannot be read.
        TooManyPeople: it has too many rows.
    """
    table = read_table(path, limits=Limits(bytes=limit))
    rows = [(row.number, row.cells) for row in table.rows]
    if any("@" in heading for heading in table.columns):
        rows.insert(0, (table.header_row, table.columns))
    if len(rows) > MOST:
        raise TooManyPeople(len(rows))
    names = [place for place, head in enumerate(table.columns) if NAME_HEADING.search(head)]
    return _checked(
        (number, " ; ".join(filter(None, cells)), *_from_cells(cells, names))
        for number, cells in rows
    )


def _parts(line: str) -> tuple[str, str]:
    """The address and the name in a line."""
    named = NAMED.fullmatch(line.strip().rstrip(",;"))
    if named is not None:
        return named["address"], named["name"].strip(" \t\"'")
    return _from_cells(SEPARATOR.split(line), [])


def _from_cells(cells: Sequence[str], names: Sequence[int]) -> tuple[str, str]:
    place = next((at for at, cell in enumerate(cells) if "@" in cell), None)
    if place is None:
        return "", ""
    others = [cell for at, cell in enumerate(cells) if at != place and cell.strip()]
    chosen = [cells[at] for at in names if at != place] or others[:1]
    return cells[place], " ".join(chosen)


def _checked(entries: Iterable[tuple[int, str, str, str]]) -> AddressList:
    people: dict[str, Addressee] = {}
    bad: list[BadEntry] = []
    repeated = 0
    for number, source, address, name in entries:
        shown = _one_line(source)[:SHOWN]
        if not address:
            bad.append(BadEntry(number, shown, EntryProblem.NO_ADDRESS))
            continue
        try:
            email = mail_address(_one_line(address))
        except WrongAddress:
            bad.append(BadEntry(number, shown, EntryProblem.WRONG_ADDRESS))
            continue
        repeated += email in people
        people.setdefault(email, Addressee(email, _one_line(name)[:LONGEST_NAME].strip()))
    return AddressList(tuple(people.values()), tuple(bad), repeated)


def _one_line(text: str) -> str:
    """Printable and without blanks around, so that it can break out of nothing; no `<`, `>`."""
    kept = "".join(c if c.isprintable() and c not in "<>" else " " for c in text)
    return unicodedata.normalize("NFC", " ".join(kept.split()))
