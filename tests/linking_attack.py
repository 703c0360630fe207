"""What somebody tries who has the whole database, and none of the messages: whose is a response?

The tables are found by reflection, with the columns that the databases add on their own (`xmin` and
`ctid` on PostgreSQL, `rowid` on SQLite), so that a new table or column is attacked too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from scipy.stats import spearmanr

from app.corpus.codes import digest_of
from app.questionnaires.codes import code_from, personal_secret, secret_digest

PEOPLE = ("invitation", "invitation_link", "outgoing_mail")
HIDDEN = {"postgresql": ("xmin", "ctid"), "sqlite": ("rowid",)}
STRONG = 0.75
"""Rank correlation that thirty people in a random order reach once in 300,000 tries."""

Value = tuple[str, str]
"""A kind of value and the value: only values of one kind are compared."""


@dataclass(frozen=True)
class Row:
    table: str
    values: Mapping[str, Any]
    texts: frozenset[str] = field(repr=False)


def dump(engine: sa.Engine) -> list[Row]:
    """Every row of every table, with the hidden columns."""
    metadata = sa.MetaData()
    rows = []
    with engine.connect() as connection:
        metadata.reflect(connection)
        hidden = HIDDEN[connection.dialect.name]
        without = _without_hidden(connection)
        for table in metadata.tables.values():
            extra = [
                sa.cast(sa.literal_column(f'"{table.name}".{name}'), sa.String).label(name)
                for name in (() if table.name in without else hidden)
            ]
            for found in connection.execute(sa.select(*table.c, *extra)).mappings():
                rows.append(Row(table.name, dict(found), frozenset(_texts(found.values()))))
        connection.rollback()
    return rows


def _without_hidden(connection: sa.Connection) -> set[str]:
    """The tables of SQLite that were made without the number of the row."""
    if connection.dialect.name != "sqlite":
        return set()
    query = "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"
    return set(connection.execute(sa.text(query)).scalars())


def _texts(values: Any) -> Iterator[str]:
    """Each value as text, identifiers as 32 digits wherever they stand in it."""
    for value in values:
        if value is not None:
            yield re.sub(r"(?<=[0-9a-f])-(?=[0-9a-f]{4,})", "", str(value))


@dataclass
class Attack:
    """`truth` leads from the address of each person to the identifier of their response: it serves
    to judge what was guessed, never to guess."""

    rows: list[Row]
    truth: dict[str, uuid.UUID]
    key: str
    questionnaire_id: uuid.UUID

    def __post_init__(self) -> None:
        self.people = {
            _same(row.values["email"]): self._about(row, PEOPLE)
            for row in self.rows
            if row.table == "invitation"
        }
        self.responses = {
            _same(row.values["id"]): self._about(row, None)
            for row in self.rows
            if row.table == "response"
        }
        self.is_of = {person: id_.hex for person, id_ in self.truth.items()}

    def _about(self, first: Row, tables: tuple[str, ...] | None) -> list[Row]:
        """The rows that name this one, and those that name them, on one side of the database."""
        found, names = [first], {_same(first.values["id"])}
        for _ in range(3):
            for row in self.rows:
                if row in found or (row.table in PEOPLE) != (tables is not None):
                    continue
                if any(name in text for name in names for text in row.texts):
                    found.append(row)
            names = {_same(row.values["id"]) for row in found}
        return found

    def links(self) -> set[tuple[str, str]]:
        """Pairs (person, response) that a value ties to one another and to nobody else."""
        by_person, by_response = self._holders(self.people), self._holders(self.responses)
        return {
            (next(iter(people)), next(iter(by_response[value])))
            for value, people in by_person.items()
            if len(people) == 1 and len(by_response.get(value, ())) == 1
        }

    def right_links(self) -> set[tuple[str, str]]:
        return self.links() & set(self.is_of.items())

    def groups(self) -> list[str]:
        """Values that some people and some responses share, and others do not: they narrow down
        whose a response is."""
        by_person, by_response = self._holders(self.people), self._holders(self.responses)
        return [
            f"{value}: {len(people)} people, {len(by_response[value])} responses"
            for value, people in by_person.items()
            if value in by_response
            and len(people) < len(self.people)
            and len(by_response[value]) < len(self.responses)
        ]

    def _holders(self, side: dict[str, list[Row]]) -> dict[Value, set[str]]:
        holders: dict[Value, set[str]] = defaultdict(set)
        for name, rows in side.items():
            for value in self._values(name, rows):
                holders[value].add(name)
        return holders

    def _values(self, name: str, rows: list[Row]) -> set[Value]:
        found: set[Value] = set()
        for row in rows:
            for column, value in row.values.items():
                found |= set(_raw(column, value))
        texts = {text for kind, text in found if kind == "text"}
        for text in texts:
            found |= {("text", derived) for derived in _derived(text)}
        if rows[0].table == "invitation":
            of_person = uuid.UUID(_same(rows[0].values["id"]))
            secret = personal_secret(self.key, self.questionnaire_id, of_person)
            found.add(("text", digest_of(code_from(secret))))
        return found

    def orders(self) -> list[str]:
        """Columns whose order among people follows that of a column among responses."""
        people = self._ranked({name: self.people[name] for name in self.is_of})
        responses = self._ranked({name: self.responses[id_] for name, id_ in self.is_of.items()})
        found = []
        for mine, left in people.items():
            for theirs, right in responses.items():
                both = [name for name in left if name in right]
                if len({left[n] for n in both}) < 3 or len({right[n] for n in both}) < 3:
                    continue
                rho = spearmanr([left[n] for n in both], [right[n] for n in both]).statistic
                if len(both) >= 20 and abs(rho) >= STRONG:
                    found.append(f"{mine} follows {theirs}: {rho:.2f}")
        return found

    def _ranked(self, side: dict[str, list[Row]]) -> dict[str, dict[str, float]]:
        columns: dict[str, dict[str, float]] = defaultdict(dict)
        for name, rows in side.items():
            for row in rows:
                for column, value in row.values.items():
                    number = _number(column, value)
                    if number is not None:
                        kept = columns[f"{row.table}.{column}"]
                        kept[name] = min(number, kept.get(name, number))
        return columns

    def moments(self) -> list[str]:
        """Columns of responses that tell the moment and not only the day."""
        return sorted(
            {
                f"{row.table}.{column}"
                for rows in self.responses.values()
                for row in rows
                for column, value in row.values.items()
                if (moment := _moment(column, value)) and moment.time() != dt.time()
            }
        )


def _same(value: Any) -> str:
    return value.hex if isinstance(value, uuid.UUID) else str(value)


def _raw(column: str, value: Any) -> Iterator[Value]:
    if value is None or isinstance(value, bool):
        return
    if column in ("xmin", "ctid", "rowid"):
        if column == "xmin":
            yield "transaction", str(value)
        return
    moment = _moment(column, value)
    if moment is not None and moment.time() != dt.time():
        yield "second", moment.replace(microsecond=0).isoformat()
    for text in _texts([value]):
        if len(text) >= 8:
            yield "text", text


def _derived(text: str) -> Iterator[str]:
    """What may have been made out of a value: digests, codes, and digests of them."""
    digests = [
        hashlib.new(kind, (before + text).encode(), usedforsecurity=False).hexdigest()
        for kind in ("md5", "sha1", "sha256")
        for before in ("", "response:", "invitation:")
    ]
    yield from digests
    for one in (text, *digests):
        yield code_from(one)
        yield digest_of(one)
        yield digest_of(code_from(one))
        yield secret_digest(one)


def _moment(column: str, value: Any) -> dt.datetime | None:
    """A date and time, or the one in an identifier that grows with time."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC) if value.tzinfo else value
    if isinstance(value, uuid.UUID) and value.version == 7 and column == "id":
        return dt.datetime.fromtimestamp((value.int >> 80) / 1000, dt.UTC)
    return None


def _number(column: str, value: Any) -> float | None:
    """The rank of a value in its column, where it has one."""
    if column == "ctid":
        page, item = re.findall(r"\d+", str(value))
        return int(page) * 10_000 + int(item)
    if column in ("xmin", "rowid"):
        return float(value)
    if isinstance(value, uuid.UUID):
        return float(value.int >> 64)
    if isinstance(value, dt.datetime):
        return value.timestamp()
    return float(value) if isinstance(value, int | float) else None
