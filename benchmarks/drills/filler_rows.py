"""Rows for any schema: two in each table, whatever its columns are, with every key that can be."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from app.backups.rows import tables_of

MOMENT = dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)
EITHER = {
    "participant": ("account_id",),
    "opinion_map": ("conference_id",),
    "evidence_link": ("theme_id", "from_point_id", "point_id"),
    "citation": ("reference_id",),
}
"""Columns that stay empty, for another one of the row is filled and only one may be."""
BEGINNINGS = {"start"}
"""Columns that have to be less than another one."""
SMALL = {"value"}
"""Columns that go from 1 to 5."""


def fill(connection: Connection, first: int) -> int:
    """Add rows number `first` and `first + 1` to every table; how many in all."""
    metadata = sa.MetaData()
    names = [table.name for table in tables_of(connection)]
    metadata.reflect(connection, only=names, resolve_fks=False)
    rows = 0
    later: list[tuple[sa.Table, sa.Column[Any], int]] = []
    filled: set[str] = set()
    for table in metadata.sorted_tables:
        for number in (first, first + 1):
            values = {c.name: _value(c, number, first, filled, later) for c in table.columns}
            connection.execute(table.insert().values(values))
            rows += 1
        filled.add(table.name)
    for table, column, number in later:
        key = _key_of(table, number)
        connection.execute(
            table.update().where(key).values({column.name: _identifier(column, number)})
        )
    return rows


def _value(
    column: sa.Column[Any],
    number: int,
    first: int,
    filled: set[str],
    later: list[tuple[sa.Table, sa.Column[Any], int]],
) -> Any:
    table = column.table
    if column.name in EITHER.get(str(table.name), ()):
        return None
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column.table.name
        if target == table.name:
            # The second row belongs to the first one; who has to belong belongs to itself.
            if not column.nullable:
                return _identifier(column, number)
            return _identifier(column, first) if number > first else None
        if target in filled or not column.nullable:
            return _identifier(column, number)
        later.append((table, column, number))
        return None
    return _plain(column, number)


def _plain(column: sa.Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, sa.Uuid) or (isinstance(kind, sa.CHAR) and kind.length == 32):
        return _identifier(column, number)
    if isinstance(kind, sa.JSON):
        return {"é": number}
    if isinstance(kind, sa.String):
        return f"{number}-{column.name}"[: kind.length]
    if isinstance(kind, sa.DateTime):
        return MOMENT + dt.timedelta(hours=number)
    if isinstance(kind, sa.Date):
        return MOMENT.date() + dt.timedelta(days=number)
    if isinstance(kind, sa.Boolean):
        return bool(number % 2)
    if isinstance(kind, sa.LargeBinary):
        return bytes([number])
    if column.name in BEGINNINGS:
        return 0
    return 1 + number % 5 if column.name in SMALL else 1 + number


def _identifier(column: sa.Column[Any], number: int) -> Any:
    """The identifier of the row of this number, in whichever table."""
    made = uuid.UUID(int=0x0190_0000_0000_7000_8000 << 48 | number + 1)
    return made if isinstance(column.type, sa.Uuid) else made.hex


def _key_of(table: sa.Table, number: int) -> sa.ColumnElement[bool]:
    return sa.and_(*(c == _identifier(c, number) for c in table.primary_key.columns))
