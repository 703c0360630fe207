"""One transaction a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cli.refusal import Refusal
from app.extensions import current_session, db
from app.jobs.runner import stored, writing
from app.models import Consultation


@contextmanager
def transaction() -> Iterator[Session]:
    """A session that is committed at the end, or rolled back when anything is raised."""
    try:
        with stored() as session:
            yield session
    except sa.exc.DatabaseError:
        if not _has_tables():
            raise Refusal("The database has no tables yet: run `flask db upgrade`.") from None
        raise


@contextmanager
def trial() -> Iterator[Session]:
    """A session that is undone at the end, with what waited for its commit."""
    with writing():
        try:
            yield current_session()
        finally:
            db.session.rollback()
            db.session.remove()


def _has_tables() -> bool:
    return bool(sa.inspect(db.engine).has_table(Consultation.__tablename__))
