"""One transaction a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.extensions import current_session
from app.jobs.runner import writing


@contextmanager
def transaction() -> Iterator[Session]:
    """A session that is committed at the end, or rolled back when anything is raised."""
    with writing():
        session = current_session()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
