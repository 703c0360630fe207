"""One at a time: who changes a row, or what belongs to it once, waits for the others."""

from __future__ import annotations

import hashlib
import json
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.extensions import Base
from app.models.consultation import Consultation


class ChangedMeanwhile(ValueError):
    """Somebody else changed this since it was shown; nothing was stored."""


def wait_for_others(session: Session, row: Base, *, to_delete: bool = False) -> None:
    """Wait for whoever changes this row, or what belongs to it once, at this moment.

    What this transaction changed is written, and what was read of the row before is read again. A
    row lock on PostgreSQL, under which rows that name it may still be added, but not `to_delete`;
    SQLite has one writer at a time anyway.
    """
    session.flush()
    # Of its own table: what was loaded beside the row is read again as well, and not locked.
    session.refresh(row, with_for_update={"key_share": not to_delete, "of": type(row)})


def wait_for_consultation(session: Session, consultation_id: uuid.UUID) -> None:
    """Wait for whoever adds to this consultation what it holds once: codes, sources, keys.

    Rows that name it may still be added by others, such as lines of the log: who holds an idea and
    writes one must not wait for who holds the consultation and wants the idea.
    """
    wait_for_others(session, session.get_one(Consultation, consultation_id))


def wait_for_name(session: Session, name: str, *, shared: bool = False) -> None:
    """Wait for whoever does at this moment what one name stands for, where no row does.

    An advisory lock on PostgreSQL, until the end of the transaction; SQLite has one writer.
    Those who share it wait for those who do not, and not for one another.
    """
    if session.get_bind().dialect.name == "postgresql":
        lock = sa.func.pg_advisory_xact_lock_shared if shared else sa.func.pg_advisory_xact_lock
        session.execute(sa.select(lock(sa.func.hashtextextended(name, 0))))


def wait_for_codebook(session: Session, consultation_id: uuid.UUID, *, to_change: bool) -> None:
    """Wait for whoever changes the codebook; `to_change`: for whoever uses a theme of it as well.

    Who merges a theme, or sets it aside, and who gives it to an excerpt at this moment: one of both
    sees what the other did. Taken before any excerpt is held, else both could wait for each other.
    """
    session.flush()
    wait_for_name(session, f"codebook {consultation_id.hex}", shared=not to_change)


def fingerprint(*values: object) -> str:
    """What a form says of the state that it was made from: another state has another one."""
    text = json.dumps(values, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
