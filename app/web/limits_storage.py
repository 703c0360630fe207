"""Counters of rate limits that several processes share, in a table of their own.

Not in the transaction of the request: what is refused is rolled back, and must count all the same.
On SQLite they are in a file of their own, as the queue is, for a request that writes holds the lock
of the other one.
"""

from __future__ import annotations

import secrets
import threading
import time
from typing import Any

import sqlalchemy as sa
from limits.storage import Storage
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

SCHEME = "database"
BETWEEN_CLEANINGS = 500
"""About so many counts; then those that ended are erased."""

counters = sa.Table(
    "rate_limit",
    sa.MetaData(),
    sa.Column("key", sa.String(300), primary_key=True),
    sa.Column("hits", sa.Integer, nullable=False),
    sa.Column("ends_at", sa.Float, nullable=False, index=True),
)
"""One row for what is limited and for whom; `ends_at` in seconds since 1970."""


class DatabaseStorage(Storage):
    """`database://` of the library `limits`; `url` is an address of SQLAlchemy."""

    STORAGE_SCHEME = [SCHEME]

    def __init__(
        self, _uri: str, wrap_exceptions: bool = False, *, url: str, **_options: Any
    ) -> None:
        super().__init__(_uri, wrap_exceptions)
        self._engine = sa.create_engine(url)
        self._lock = threading.Lock()
        self._is_ready = False

    @property
    def base_exceptions(self) -> type[Exception]:
        return sa.exc.SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` for a key; what it is at now. The window begins with the first."""
        moment = time.time()
        insert: Any = postgresql.insert if self._is_postgresql else sqlite.insert
        adding = insert(counters).values(key=key, hits=amount, ends_at=moment + expiry)
        is_over = counters.c.ends_at <= moment
        counted = adding.on_conflict_do_update(
            index_elements=[counters.c.key],
            set_={
                "hits": sa.case((is_over, amount), else_=counters.c.hits + amount),
                "ends_at": sa.case((is_over, moment + expiry), else_=counters.c.ends_at),
            },
        ).returning(counters.c.hits)
        with self._ready_engine().begin() as connection:
            hits = int(connection.execute(counted).scalar_one())
            if secrets.randbelow(BETWEEN_CLEANINGS) == 0:
                connection.execute(counters.delete().where(counters.c.ends_at <= moment))
        return hits

    def get(self, key: str) -> int:
        return int(self._value(counters.c.hits, key) or 0)

    def get_expiry(self, key: str) -> float:
        return float(self._value(counters.c.ends_at, key) or time.time())

    def check(self) -> bool:
        try:
            self._value(counters.c.hits, "")
        except sa.exc.SQLAlchemyError:
            return False
        return True

    def reset(self) -> int | None:
        with self._ready_engine().begin() as connection:
            return int(connection.execute(counters.delete()).rowcount)

    def clear(self, key: str) -> None:
        with self._ready_engine().begin() as connection:
            connection.execute(counters.delete().where(counters.c.key == key))

    @property
    def _is_postgresql(self) -> bool:
        return self._engine.dialect.name == "postgresql"

    def _value(self, column: sa.Column[Any], key: str) -> Any:
        with self._ready_engine().begin() as connection:
            return connection.scalar(
                sa.select(column).where(counters.c.key == key, counters.c.ends_at > time.time())
            )

    def _ready_engine(self) -> sa.Engine:
        """The engine, the table made on first use: by whichever process comes first."""
        with self._lock:
            if not self._is_ready:
                with self._engine.begin() as connection:
                    if self._is_postgresql:
                        # Two that make it at once would both find none.
                        connection.execute(sa.text("SELECT pg_advisory_xact_lock(20161)"))
                    # Written at once, without looking: SQLite lets nobody write who has read first.
                    connection.execute(CreateTable(counters, if_not_exists=True))
                    for index in counters.indexes:
                        connection.execute(CreateIndex(index, if_not_exists=True))
                self._is_ready = True
        return self._engine
