"""The log says which error came from where, and none of the words that people gave."""

from __future__ import annotations

import sqlite3

import pytest
import sqlalchemy as sa

from app.web.wordless_errors import error_line, traceback_without_words

MARK = "Honorine Marquée"


def _of_database(said: str) -> sa.exc.DBAPIError:
    return sa.exc.IntegrityError(f"INSERT '{MARK}'", {"name": MARK}, sqlite3.IntegrityError(said))


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError(f"invalid literal for int() with base 10: {MARK!r}"), "ValueError"),
        (KeyError(MARK), "KeyError"),
        (AttributeError("'NoneType' object has no attribute 'slug'"), None),
        (FileNotFoundError(2, "No such file", f"/tmp/{MARK}.ods"), "No such file"),
        (_of_database("UNIQUE constraint failed: account.email"), "failed: account.email"),
        (
            _of_database(
                'duplicate key value violates unique constraint "uq_account_email"\n'
                f"DETAIL:  Key (email)=({MARK}) already exists."
            ),
            '"uq_account_email"',
        ),
        (_of_database(f'invalid input syntax for type uuid: "{MARK}"'), "type uuid: …"),
        (_of_database(f'fts5: syntax error near "{MARK}"'), "near …"),
    ],
)
def test_an_error_is_told_without_what_people_gave(error, line):
    told = error_line(error)
    assert "Honorine" not in told
    assert told.startswith(type(error).__name__)
    assert (line or str(error)) in told


def test_a_traceback_has_the_lines_of_code_and_every_cause():
    try:
        try:
            int(MARK)
        except ValueError as cause:
            raise RuntimeError(MARK) from cause
    except RuntimeError as error:
        told = traceback_without_words(error)
    assert "Honorine" not in told
    assert "int(MARK)" in told
    assert told.index("ValueError") < told.index("RuntimeError")
