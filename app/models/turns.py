"""One at a time: who changes a row, or what belongs to it once, waits for the others."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.extensions import Base


def wait_for_others(session: Session, row: Base, *, to_delete: bool = False) -> None:
    """Wait for whoever changes this row, or what belongs to it once, at this moment.

    What this transaction changed is written, and what was read of the row before is read again. A
    row lock on PostgreSQL, under which rows that name it may still be added, but not `to_delete`;
    SQLite has one writer at a time anyway.
    """
    session.flush()
    # Of its own table: what it was once read with, joined, is not locked.
    lock = {"key_share": not to_delete, "of": type(row)}
    session.refresh(row, with_for_update=lock)
