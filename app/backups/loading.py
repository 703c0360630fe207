"""Putting the lines of an archive into tables that the migrations have just made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import command
from flask import current_app
from sqlalchemy import Connection

from app.backups.archive import ArchiveReader, BackupDamaged, Manifest
from app.backups.rows import Table, count_of, tables_of, values_in


def migrate(connection: Connection, revision: str) -> None:
    """Bring the database to a revision, within the transaction of this connection."""
    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def load_rows(connection: Connection, archive: ArchiveReader) -> None:
    """Fill empty tables of the archive's revision.

    Raises:
        BackupDamaged: the tables are not those of the archive, or its rows do not fit together.
    """
    manifest = archive.manifest
    tables = {table.name: table for table in tables_of(connection)}
    if set(tables) != set(manifest.tables):
        odd = sorted(set(tables) ^ set(manifest.tables))
        raise BackupDamaged(f"its tables are not those of revision {manifest.revision}: {odd[0]}")
    load = _copy_in if connection.dialect.name == "postgresql" else _insert
    with _keys_looked_at_later(connection):
        for name, part in manifest.tables.items():
            if set(part.columns) != set(tables[name].columns):
                raise BackupDamaged(f"the columns of {name} are not those of its revision")
            # Migrations give some tables first rows; the archive holds what became of them.
            connection.execute(sa.delete(sa.table(name)))
            load(connection, tables[name], part.columns, _rows(archive, tables[name]))


def refuse_other_counts(connection: Connection, manifest: Manifest) -> None:
    for table in tables_of(connection):
        if (found := count_of(connection, table)) != manifest.tables[table.name].rows:
            raise BackupDamaged(f"{table.name} has {found} rows after the restore")


def _rows(archive: ArchiveReader, table: Table) -> Iterator[list[Any]]:
    part = archive.manifest.tables[table.name]
    columns = [n for n, column in enumerate(part.columns) if column in table.json_columns]
    # The text of JSON is written as SQLAlchemy writes it, whichever database it comes from.
    to_write_anew = columns if archive.manifest.database == "postgresql" else []
    for line in archive.lines(table.name):
        values = values_in(line)
        for n in to_write_anew:
            if values[n] is not None:
                values[n] = json.dumps(json.loads(values[n]))
        yield values


def _insert(
    connection: Connection, table: Table, columns: list[str], rows: Iterable[list[Any]]
) -> None:
    adding = sa.insert(sa.table(table.name, *map(sa.column, columns)))
    cursor: Any = connection.connection.cursor()
    cursor.executemany(str(adding.compile(dialect=connection.dialect)), rows)


def _copy_in(
    connection: Connection, table: Table, columns: list[str], rows: Iterable[list[Any]]
) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _keys_looked_at_later(connection: Connection) -> Iterator[None]:
    """Rows come table by table, and tables point at one another in circles: whether each key leads
    to a row is looked at once all are there."""
    if connection.dialect.name != "postgresql":
        yield
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if lost is not None:
            raise BackupDamaged(f"a row of {lost[0]} points at one of {lost[2]} that is not there")
        return
    connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
    found = connection.exec_driver_sql(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    ).all()
    for table, name, _definition in found:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in found:
        try:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        except sa.exc.IntegrityError:
            raise BackupDamaged(f"a row of {table} points at one that is not there") from None
