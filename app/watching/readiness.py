"""Whether this process can do its work: what it needs, asked one by one."""

from __future__ import annotations

import functools

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.orm import Session

from app.corpus.originals import FOLDER
from app.jobs.queue import queue
from app.storage.opening import current_store
from app.storage.store import Store
from app.web.transaction import undo

NEEDED = ("database", "migrations", "files", "queue")


def what_fails(session: Session) -> list[str]:
    """Those of `NEEDED` that do not work now, in words that hold no secret."""
    failing = _of_database(session)
    if not keeps_files(current_store()):
        failing.append("files")
    if not _queue_answers():
        failing.append("queue")
    return failing


def is_migrated(session: Session) -> bool:
    """Whether the tables are those that this version of the program wants."""
    if not sa.inspect(session.connection()).has_table("alembic_version"):
        return False
    present = frozenset(session.scalars(sa.text("SELECT version_num FROM alembic_version")))
    return present == _wanted(current_app.extensions["migrate"].directory)


def keeps_files(store: Store) -> bool:
    """Whether a file can be written, and the storage asked for one."""
    try:
        with store.receive(FOLDER) as part:
            part.file.write(b"written")
            part.file.flush()
        store.holds(f"{FOLDER}/written")
    except OSError:
        return False
    return True


def _of_database(session: Session) -> list[str]:
    try:
        return [] if is_migrated(session) else ["migrations"]
    except sa.exc.SQLAlchemyError:
        undo()
        return ["database", "migrations"]


@functools.cache
def _wanted(directory: str) -> frozenset[str]:
    return frozenset(ScriptDirectory(directory).get_heads())


def _queue_answers() -> bool:
    try:
        for huey in queue.hueys.values():
            huey.pending_count()
    except Exception:
        # Each storage has errors of its own; any of them says that it does not answer.
        return False
    return True
