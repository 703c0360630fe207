"""The files of exports: where they are, and how they go."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import PersonalExport
from app.storage.erasing import erase_after_commit
from app.storage.store import Store

FOLDER = "exports"


def name_of(export_id: uuid.UUID) -> str:
    return f"{export_id}.zip"


def key_of(export_id: uuid.UUID) -> str:
    """Where the store has it, made or not: always the same, so that nothing is made twice."""
    return f"{FOLDER}/{name_of(export_id)}"


def forget_exports(session: Session, which: sa.ColumnElement[bool], store: Store) -> int:
    """Erase exports, their files once this transaction is committed; how many."""
    found = session.scalars(sa.select(PersonalExport).where(which)).all()
    for export in found:
        session.delete(export)
    session.flush()
    erase_after_commit(session, store, [key_of(export.id) for export in found])
    return len(found)
