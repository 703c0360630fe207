"""Applications on databases that no other test uses: for what makes or changes whole schemas."""

from __future__ import annotations

import secrets
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import make_url

import config
from app import create_app


def app_on_an_own_database(url: str, data: Path) -> Flask:
    """An application that nothing was migrated for; `data` is its directory."""
    return create_app(
        config.load(
            {
                "SILLAGE_ENV": "testing",
                "SILLAGE_DATA": str(data),
                "DATABASE_URL": url,
                "QUEUE_URL": "memory://",
                "LOG_LEVEL": "WARNING",
            }
        )
    )


def new_database(kind: str, directory: Path, server: str) -> str:
    """The address of an empty database: a file of the directory, or one of the server."""
    name = f"own_{secrets.token_hex(4)}"
    if kind == "sqlite":
        return f"sqlite:///{directory / name}.db"
    address = make_url(server)
    engine = sa.create_engine(
        address.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.set(database=name).render_as_string(hide_password=False)
