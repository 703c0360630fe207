"""The files of exports: where they are, and how they go."""

from __future__ import annotations

import uuid
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import PersonalExport
from app.settings import current_settings


def exports_directory() -> Path:
    """Where exports are kept, outside of anything that is served."""
    return current_settings().data_directory / "exports"


def file_of(export_id: uuid.UUID) -> Path:
    """The file of an export, made or not: always the same, so that nothing is made twice."""
    return exports_directory() / f"{export_id}.zip"


def forget_exports(session: Session, which: sa.ColumnElement[bool]) -> int:
    """Erase exports, their files once this transaction is committed; how many."""
    found = session.scalars(sa.select(PersonalExport).where(which)).all()
    paths = [file_of(export.id) for export in found]
    for export in found:
        session.delete(export)
    session.flush()

    def unlink(_session: Session) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    if paths:
        sa.event.listen(session, "after_commit", unlink, once=True)
    return len(paths)
