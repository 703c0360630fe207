"""Leaving nothing of a test to the next one."""

from __future__ import annotations

import re
import shutil
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Engine

from app.extensions import db
from app.jobs.queue import queue
from app.jobs.runner import writing

KEPT = {"audit_event"}
"""The database lets nobody take anything out of the log."""
_INSERT = re.compile(r'INSERT (?:OR \w+ )?INTO "?(\w+)', re.IGNORECASE)
_filled: set[str] = set()
"""The tables into which this process wrote since they were emptied, whichever database."""


@sa.event.listens_for(Engine, "before_cursor_execute")
def _note_insert(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    # Anywhere in it: a statement may begin with what it reads.
    _filled.update(_INSERT.findall(statement))


def expect_rows_of_others() -> None:
    """To be said where another process writes: each table is emptied after this test."""
    _filled.update(table.name for table in db.metadata.sorted_tables)


def remove_rows(app: Flask) -> None:
    """Leave nothing of what a test kept: rows, jobs, files."""
    with app.app_context(), writing():
        for table in reversed(db.metadata.sorted_tables):
            if table.name in _filled - KEPT:
                db.session.execute(table.delete())
        db.session.commit()
        for huey in queue.hueys.values():
            huey.flush()
    _filled.clear()
    shutil.rmtree(app.extensions["settings"].uploads_directory, ignore_errors=True)
