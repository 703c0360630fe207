"""Rows of a database as lines of text that both databases read: what an archive is made of.

A line is a JSON array with the values of one row as SQLite keeps them: identifiers as 32 digits,
moments as text in UTC, truth as 0 or 1, JSON as the text that it is. Tables are described by the
database itself, not by the models: an archive can be made of any earlier schema.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

BATCH = 200
"""Rows that are held at once; a row may have a text of some megabytes."""
NOT_KEPT = ("queue_", "search_index", "rate_limit", "alembic_version")
"""How tables begin that no archive holds: of the queue, of the index that search entries fill by
themselves, of limits, and of Alembic, whose one value stands in the manifest."""

Value = str | int | float | dict[str, str] | None


@dataclass(frozen=True)
class Table:
    """A table as it is in a database: its columns in order, those of the key, those of JSON."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    json_columns: frozenset[str]
    selected: sa.Select[Any]
    """The query of its rows, in the order of the key, which is the same on both databases."""


def tables_of(connection: Connection) -> list[Table]:
    """The tables that an archive holds, by name."""
    inspector = sa.inspect(connection)
    names = [name for name in inspector.get_table_names() if not name.startswith(NOT_KEPT)]
    columns = inspector.get_multi_columns(filter_names=names)
    keys = inspector.get_multi_pk_constraint(filter_names=names)
    return [
        _described(
            name,
            {column["name"]: column["type"] for column in columns[None, name]},
            tuple(keys[None, name]["constrained_columns"]),
            connection.dialect.name,
        )
        for name in sorted(names)
    ]


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of a table, one line each, a few at a time out of the database."""
    for row in connection.execute(table.selected, execution_options={"yield_per": BATCH}):
        yield _line(row)


def count_of(connection: Connection, table: Table) -> int:
    query = sa.select(sa.func.count()).select_from(sa.table(table.name))
    return int(connection.scalar(query) or 0)


def values_in(line: bytes) -> list[Any]:
    """The values of a line, with the bytes that they stand for."""
    values: list[Any] = json.loads(line)
    return [base64.b64decode(one["base64"]) if isinstance(one, dict) else one for one in values]


def _line(row: Any) -> bytes:
    values = [_storable(value) for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _storable(value: Any) -> Value:
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    kept: Value = value
    return kept


def _described(name: str, columns: dict[str, object], key: tuple[str, ...], database: str) -> Table:
    read = _read_from_postgresql if database == "postgresql" else _read_from_sqlite
    wanted: list[sa.ColumnElement[Any]] = [
        sa.literal_column(read(column, kind)) for column, kind in columns.items()
    ]
    order: list[sa.ColumnElement[Any]] = [
        sa.literal_column(_ordered(column, columns[column], database)) for column in key
    ]
    return Table(
        name=name,
        columns=tuple(columns),
        key=key,
        json_columns=frozenset(c for c, kind in columns.items() if isinstance(kind, sa.JSON)),
        selected=sa.select(*wanted).select_from(sa.table(name)).order_by(*order),
    )


def _read_from_sqlite(column: str, _kind: object) -> str:
    return f'"{column}"'


def _read_from_postgresql(column: str, kind: object) -> str:
    quoted = f'"{column}"'
    if isinstance(kind, sa.Uuid):
        return f"replace({quoted}::text, '-', '')"
    if isinstance(kind, sa.DateTime):
        return f"to_char({quoted} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    if isinstance(kind, sa.Boolean):
        return f"{quoted}::int"
    if isinstance(kind, sa.Date | sa.JSON):
        return f"{quoted}::text"
    if isinstance(kind, sa.Numeric) and not isinstance(kind, sa.Float):
        return f"{quoted}::text"
    return quoted


def _ordered(column: str, kind: object, database: str) -> str:
    """PostgreSQL orders texts as a language does, SQLite by their bytes."""
    by_bytes = database == "postgresql" and isinstance(kind, sa.String)
    return f'"{column}" COLLATE "C"' if by_bytes else f'"{column}"'
