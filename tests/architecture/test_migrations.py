"""The head of the migrations gives the tables of the models, on both databases."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import types

from app.extensions import db
from app.jobs.queue import build_huey


def _same_json(_context, _column, _model, found, wanted):
    both_json = isinstance(found, types.JSON) and isinstance(wanted, types.JSON)
    return False if both_json else None


def test_migrations_give_the_tables_of_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _same_json})
        found = compare_metadata(context, db.metadata)
    own = ("queue_", "search_index", "search_entry_words")
    assert [change for change in found if not any(name in str(change) for name in own)] == []


def test_there_is_one_head(app: Flask) -> None:
    scripts = ScriptDirectory(app.extensions["migrate"].directory)
    assert len(scripts.get_heads()) == 1


def test_every_constraint_has_a_name(app: Flask) -> None:
    for table in db.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"


def test_every_foreign_key_that_is_followed_back_has_an_index(app: Flask) -> None:
    """A column by which rows are found must lead an index: lists stay quick as they grow."""
    for table, column in [
        ("contribution", "activity_id"),
        ("contribution", "respondent_id"),
        ("excerpt", "contribution_id"),
        ("assignment", "theme_id"),
        ("assignment", "excerpt_id"),
        ("suggestion", "run_id"),
        ("suggestion", "excerpt_id"),
        ("evidence_link", "excerpt_id"),
        ("evidence_link", "node_id"),
        ("candidate_theme", "run_id"),
        ("run", "consultation_id"),
        ("job", "consultation_id"),
    ]:
        found = db.metadata.tables[table]
        leading = [next(iter(index.columns)).name for index in found.indexes]
        leading += [next(iter(c.columns)).name for c in found.constraints if list(c.columns)]
        assert column in leading, f"{table}.{column}"


def test_the_queue_may_share_the_database(app: Flask) -> None:
    """On PostgreSQL it does by default: its tables are no business of the migrations."""
    url = app.extensions["settings"].database_url
    if url.startswith("postgresql"):
        build_huey(url.replace("postgresql+psycopg://", "postgresql://"))
    checked = app.test_cli_runner().invoke(args=["db", "check"])
    assert checked.exit_code == 0, checked.output
