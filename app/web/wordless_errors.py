"""Errors as the log tells them: which, where, and not the words that people gave.

The message of an exception may quote what was typed (`invalid literal for int(): '…'`) or a row of
the database (`Key (email)=(…) already exists`). The type and the lines of our code say enough to
find the fault; a message is kept of the types whose messages speak of programs only.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator

import jinja2
import sqlalchemy as sa

from app.storage.store import StoreUnreachable

SPEAK_OF_PROGRAMS = (
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    RecursionError,
    TypeError,
    jinja2.TemplateError,
    StoreUnreachable,
)
_QUOTED = re.compile(r"(: |near )([\"'])(?:.*)\2", re.DOTALL)
"""What a database repeats of a value; names of tables and constraints follow other words."""


def error_line(error: BaseException) -> str:
    """One line of an error: its type, and its message where that holds no words of anybody."""
    said = _message(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def traceback_without_words(error: BaseException) -> str:
    """The lines of code through which an error came, the first cause first."""
    parts = [
        "".join(traceback.format_tb(one.__traceback__)) + error_line(one) for one in _chain(error)
    ]
    return "\n\n".join(reversed(parts))


def _message(error: BaseException) -> str:
    if isinstance(error, sa.exc.DBAPIError) and error.orig is not None:
        return _of_database(error.orig)
    if isinstance(error, OSError) and not isinstance(error, SPEAK_OF_PROGRAMS):
        # Not its file: an uploaded one may bear the name of a person.
        return error.strerror or ""
    return " ".join(str(error).split()) if isinstance(error, SPEAK_OF_PROGRAMS) else ""


def _of_database(error: BaseException) -> str:
    """The first line only: PostgreSQL adds details, which are values of rows."""
    lines = str(error).splitlines()
    return _QUOTED.sub(r"\1…", lines[0]) if lines else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
