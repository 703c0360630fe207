"""Every migration up, down and up again on tables that hold rows: same schema, same rows."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import flask_migrate
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection

import config
from app import create_app
from app.backups.rows import Table, lines_of, tables_of
from app.extensions import db
from app.jobs.runner import writing
from benchmarks.drills.filler_rows import fill
from benchmarks.drills.platform import Platform, prepared
from benchmarks.drills.results import Result, asked, told

Rows = dict[str, dict[str, dict[str, Any]]]
"""By table, then by key: the values of a row by their columns."""


@dataclass
class Walked:
    """What was found on the way; each entry says at which revision and in which table."""

    steps: int = 0
    rows: int = 0
    other_schemas: list[str] = field(default_factory=list)
    other_rows: list[str] = field(default_factory=list)
    schemas: dict[str, list[str]] = field(default_factory=dict)
    """By revision, as it was come to first."""

    def compare_schema(self, revision: str) -> None:
        with db.engine.connect() as connection:
            found = schema_of(connection)
        wanted = self.schemas.setdefault(revision, found)
        self.other_schemas += [f"{revision}: {one}" for one in sorted(set(found) ^ set(wanted))]


def run(database: str, is_small: bool) -> Result:
    with (
        tempfile.TemporaryDirectory(prefix="sillage-drill-") as place,
        prepared(Path(place), database) as platform,
    ):
        app = create_app(config.load({**platform.environment, "LOG_LEVEL": "ERROR"}))
        with app.app_context():
            flask_migrate.downgrade(revision="base")
        walked = walk(app)
        figures = [
            told(f"{walked.steps} migrations up, down and up, {walked.rows:,} rows"),
            asked(len(walked.other_schemas), "schemas differ"),
            asked(len(walked.other_rows), "rows differ"),
        ]
        if not is_small:
            figures += _demonstration(platform, app)
        with app.app_context():
            db.engine.dispose()
    for found in (*walked.other_schemas, *walked.other_rows):
        print(f"  {found}")
    return Result(tuple(figures))


def _demonstration(platform: Platform, app: Flask) -> list[Any]:
    """The newest step once more, with all that the demonstration holds."""
    revisions = revisions_of(app)
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        flask_migrate.upgrade()
    platform.command("demonstration", "load")
    with app.app_context():
        walked = Walked()
        before = look(walked, *revisions[-2:])
    return [
        asked(len(walked.other_schemas), "schemas differ with the demonstration"),
        asked(len(walked.other_rows), f"of its {before:,} rows differ"),
    ]


def walk(app: Flask) -> Walked:
    """From nothing to the head of an empty database."""
    walked = Walked()
    with app.app_context():
        revisions = ["base", *revisions_of(app)]
        for number, (before, after) in enumerate(pairwise(revisions)):
            flask_migrate.upgrade(revision=after)
            with writing(), db.engine.begin() as connection:
                walked.rows += fill(connection, 2 * number)
            walked.compare_schema(after)
            if before != "base":
                look(walked, before, after)
            walked.steps += 1
    return walked


def look(walked: Walked, before: str, after: str) -> int:
    """Go down one step and up again; how many rows there were."""
    with db.engine.connect() as connection:
        rows = rows_of(connection)
    walked.compare_schema(after)
    flask_migrate.downgrade(revision=before)
    with db.engine.connect() as connection:
        kept = rows_of(connection)
    walked.compare_schema(before)
    walked.other_rows += _differing(f"down to {before}", rows, kept, kept)
    flask_migrate.upgrade(revision=after)
    with db.engine.connect() as connection:
        again = rows_of(connection)
    walked.compare_schema(after)
    walked.other_rows += _differing(f"up to {after}", rows, again, kept)
    return sum(map(len, rows.values()))


def _differing(where: str, rows: Rows, others: Rows, held: Rows) -> Iterator[str]:
    """What of `rows` is another in `others`, in the tables and columns that both schemas hold."""
    for table in held:
        shape = next(iter(held[table].values()), None)
        for key, row in rows.get(table, {}).items():
            other = others[table].get(key)
            if other is None:
                yield f"{where}: {table}, a row is gone"
                continue
            for column in shape or ():
                if column in row and row[column] != other[column]:
                    yield f"{where}: {table}.{column}, {row[column]!r} is {other[column]!r}"


def revisions_of(app: Flask) -> list[str]:
    """All of them, the first first."""
    scripts = ScriptDirectory(app.extensions["migrate"].directory)
    return [script.revision for script in scripts.walk_revisions()][::-1]


def rows_of(connection: Connection) -> Rows:
    return {table.name: dict(_by_key(connection, table)) for table in tables_of(connection)}


def _by_key(connection: Connection, table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in lines_of(connection, table):
        row = dict(zip(table.columns, json.loads(line), strict=True))
        yield str([row[column] for column in table.key]), row


def schema_of(connection: Connection) -> list[str]:
    """All that a schema has, a line each; the order of columns says nothing."""
    inspector = sa.inspect(connection)
    lines = [
        f"trigger {row}" for row in connection.exec_driver_sql(_TRIGGERS[connection.dialect.name])
    ]
    described: dict[str, Any] = {
        "column": inspector.get_multi_columns(),
        "key": inspector.get_multi_pk_constraint(),
        "foreign key": inspector.get_multi_foreign_keys(),
        "unique": inspector.get_multi_unique_constraints(),
        "check": inspector.get_multi_check_constraints(),
        "index": inspector.get_multi_indexes(),
    }
    lines += [
        f"{table} {kind} {_told(one)}"
        for kind, tables in described.items()
        for (_schema, table), found in tables.items()
        for one in ([found] if isinstance(found, dict) else found)
    ]
    return sorted(lines)


def _told(described: Any) -> str:
    """Conditions of indexes are objects, which say in words what they are."""
    plain = {
        name: {n: str(v) for n, v in value.items()} if isinstance(value, dict) else str(value)
        for name, value in described.items()
    }
    return repr(sorted(plain.items()))


_TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    " ORDER BY tgname",
}
