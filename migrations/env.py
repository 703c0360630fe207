"""Runs migrations on the application's own engine, within one transaction."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import types

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


def run() -> None:
    database = current_app.extensions["migrate"].db
    write_intent.set(True)
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            transactional_ddl=True,
            render_item=render_item,
            compare_type=compare_type,
            include_object=include_object,
        )
        with context.begin_transaction():
            context.run_migrations()
    write_intent.set(False)


run()
