"""Runs migrations on the application's own engine, within one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, types

from app.extensions import write_intent


def render_item(kind: str, item: object, _autogen: object) -> str | bool:
    """Write our column types as what they are in the database, so that migrations need no app."""
    if kind != "type":
        return False
    name = type(item).__name__
    if name == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    if isinstance(item, types.Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, types.JSON):
        return "JSON"
    return False


def compare_type(
    _context: object, _column: object, _meta: object, found: object, wanted: object
) -> bool | None:
    """JSON columns are JSON on SQLite and JSONB on PostgreSQL: the same on purpose."""
    if isinstance(wanted, types.JSON) and isinstance(found, types.JSON):
        return False
    return None


def include_object(_item: object, name: str | None, kind: str, found: bool, _model: object) -> bool:
    """Leave alone what the databases have of their own.

    The queue's tables where it shares the database (PostgreSQL), and the index of words.
    """
    own = ("queue_", "search_index", "search_entry_words")
    return not (kind in ("table", "index") and found and (name or "").startswith(own))


@contextmanager
def _tables_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes many a table by making it anew: rows that point at it must not stop that.

    Source: https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_lost_rows(connection: Connection) -> None:
    """Nothing is committed where a row points at one that is not there."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise RuntimeError(f"rows point at nothing after the migration: {lost[:5]}")


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        # A restore makes tables, fills them and migrates them in a transaction of its own.
        _migrate(given)
        return
    write_intent.set(True)
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, _tables_made_anew(connection):
        _migrate(connection)
    write_intent.set(False)


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=current_app.extensions["migrate"].db.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        render_item=render_item,
        compare_type=compare_type,
        include_object=include_object,
    )
    with context.begin_transaction():
        context.run_migrations()
        _refuse_lost_rows(connection)


run()
