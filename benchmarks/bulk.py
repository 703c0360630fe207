"""Writes rows by the hundred thousand: as the models say, but past the services that real data goes
through. Only for databases that are made to be measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

Row = Mapping[str, Any]


class Bulk:
    """Writes tables of one connection; what a row leaves out gets the model's own default."""

    def __init__(self, connection: sa.Connection) -> None:
        self._dialect = connection.dialect
        self._driver: Any = connection.connection.driver_connection

    def write(self, model: type[Any], rows: Iterable[Row]) -> None:
        """Write rows as they come: none of them is kept."""
        table: sa.Table = model.__table__
        givers = [self._giver(column) for column in table.columns]
        told = (tuple(give(row) for give in givers) for row in rows)
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        if self._dialect.name == "sqlite":
            places = ", ".join("?" for _ in table.columns)
            insert = f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'
            self._driver.executemany(insert, told)
            return
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy,
        ):
            for row in told:
                copy.write_row(row)

    def _giver(self, column: sa.Column[Any]) -> Callable[[Row], Any]:
        """How a value of a column is found in a row, and written by this database's driver."""
        name, default = column.name, _default(column)
        written = column.type.dialect_impl(self._dialect).bind_processor(self._dialect)
        if written is None:
            return lambda row: row[name] if name in row else default()
        return lambda row: written(row[name] if name in row else default())


def _default(column: sa.Column[Any]) -> Callable[[], Any]:
    default: Any = column.default
    if default is None:
        return lambda: None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


@contextmanager
def in_bulk(engine: sa.Engine) -> Iterator[tuple[sa.Connection, Bulk]]:
    """One transaction in which keys are not checked and nothing is synced; the planner's figures
    are brought up to date at its end, as a server does by itself."""
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            driver: Any = connection.connection.driver_connection
            for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-1000000"):
                driver.execute(f"PRAGMA {pragma}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        yield connection, Bulk(connection)
        connection.commit()
        if is_sqlite:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.invalidate()
    if not is_sqlite:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
