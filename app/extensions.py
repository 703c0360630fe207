"""The extensions, unbound. `create_app` binds them; nothing of ours is imported here."""

from __future__ import annotations

import sqlite3
from contextvars import ContextVar
from typing import Any

from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Session

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

write_intent: ContextVar[bool] = ContextVar("write_intent", default=False)
"""Whether the transaction that starts next will write: said by a request's method, or by a job."""


class Base(DeclarativeBase):
    """The parent of every model; names of constraints are the same on both databases."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
bootstrap = Bootstrap5()
limiter = Limiter(get_remote_address)


def current_session() -> Session:
    """The session of this request, job or command, to pass to services and queries."""
    session: Session = db.session()
    return session


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Give SQLite what PostgreSQL has from the start: checked keys, readers beside a writer.

    `synchronous=FULL` because a commit that was acknowledged must survive a power cut.
    """
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    # Its own knows ASCII only: "É" would not be found by "é".
    connection.create_function(
        "lower", 1, lambda text: text.lower() if isinstance(text, str) else text, deterministic=True
    )
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=30000",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Take SQLite's write lock at the start of a transaction that will write.

    A transaction that starts by reading and then writes fails at once when another one wrote in
    between, whatever the busy timeout says.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write_intent.get() else "BEGIN")
