"""Counting rows, and what is asked of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.extensions import Base

MOST = 15
"""Statements for a main page, however much there is to show. One of them counts, for who works on
the consultation, the comments that name them."""


def count_of(session: Session, model: type[Base]) -> int:
    """How many rows there are by now, those that pages and jobs wrote among them."""
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
