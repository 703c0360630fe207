"""Leaving nothing of a test to the next one."""

from __future__ import annotations

import shutil

import sqlalchemy as sa
from flask import Flask

from app.extensions import db
from app.jobs.queue import queue
from app.jobs.runner import writing

_FILLED_TABLES = sa.union_all(
    *(
        sa.select(sa.literal(table.name)).where(sa.exists(sa.select(1).select_from(table)))
        for table in db.metadata.sorted_tables
        if table.name != "audit_event"
    )
)
"""The names of the tables that hold rows: asking costs less than emptying them all.

But the log: the database lets nobody take anything out of it.
"""


def remove_rows(app: Flask) -> None:
    """Leave nothing of what a test kept: rows, jobs, files."""
    with app.app_context(), writing():
        filled = set(db.session.scalars(_FILLED_TABLES))
        for table in reversed(db.metadata.sorted_tables):
            if table.name in filled:
                db.session.execute(table.delete())
        db.session.commit()
        queue.huey.flush()
    shutil.rmtree(app.extensions["settings"].uploads_directory, ignore_errors=True)
