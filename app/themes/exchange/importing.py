"""Bringing in a file of codes: kept as it came, compared, and imported once somebody confirms."""

from __future__ import annotations

import io
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.jobs.services import schedule
from app.models import CodingImport, Job, JobKind
from app.models.job import ENDED
from app.models.turns import wait_for_consultation
from app.storage.store import Store
from app.themes.exchange.comparing import Reading
from app.themes.exchange.qdpx.reading import read_project
from app.themes.exchange.tables import read_codes

LARGEST_FILE = 25 * 2**20
"""Bytes."""


def receive(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    content: bytes,
    filename: str,
    store: Store,
) -> CodingImport:
    """Keep a file that `read_kept` reads; one that was imported before, or is being imported, is
    that import.

    Raises:
        ProjectError, TableError, NoColumns: it cannot be read; nothing is kept.
        app.corpus.originals.OriginalTooLarge: it is too large.
    """
    kept = originals.keep(io.BytesIO(content), store, limit=LARGEST_FILE)
    if (before := _imported(session, consultation_id, kept.sha256)) is not None:
        return before
    received = CodingImport(
        consultation_id=consultation_id,
        account_id=account_id,
        filename=originals.told_name(filename),
        sha256=kept.sha256,
    )
    try:
        read_kept(received, store)
    except ValueError:
        originals.let_go(kept, store)
        raise
    session.add(received)
    session.flush()
    return received


def read_kept(received: CodingImport, store: Store) -> Reading:
    """The project or the table of a file that was received."""
    with originals.on_disk(store, received.sha256) as path:
        if received.filename.lower().endswith(".qdpx"):
            return read_project(path.read_bytes())
        return read_codes(path)


def import_of(
    session: Session, consultation_id: uuid.UUID, import_id: uuid.UUID
) -> CodingImport | None:
    return session.scalar(
        sa.select(CodingImport).where(
            CodingImport.id == import_id, CodingImport.consultation_id == consultation_id
        )
    )


def ask_for_import(
    session: Session, received: CodingImport, account_id: uuid.UUID | None
) -> CodingImport:
    """Have a file imported in the name of somebody, by a job; the import that does it or did it.

    The same file is imported once, whoever sends it. One whose job failed or was cancelled is
    taken up where it stopped, by a job of its own.
    """
    wait_for_consultation(session, received.consultation_id)
    session.refresh(received)
    before = _imported(session, received.consultation_id, received.sha256)
    if before is not None:
        return before
    received.account_id = account_id
    received.job_id = schedule(
        session,
        kind=JobKind.CODING_IMPORT,
        subject_id=received.id,
        consultation_id=received.consultation_id,
        account_id=account_id,
    ).id
    session.flush()
    return received


def is_under_way(session: Session, received: CodingImport) -> bool:
    """Whether its job waits or runs."""
    job = session.get(Job, received.job_id) if received.job_id else None
    return job is not None and not job.has_ended


def _imported(session: Session, consultation_id: uuid.UUID, sha256: str) -> CodingImport | None:
    """The import that brought a file in, or does so now."""
    return session.scalars(
        sa.select(CodingImport)
        .outerjoin(Job, CodingImport.job_id == Job.id)
        .where(
            CodingImport.consultation_id == consultation_id,
            CodingImport.sha256 == sha256,
            CodingImport.sha256 != "",
            sa.or_(CodingImport.imported_at.is_not(None), Job.state.not_in(ENDED)),
        )
        .limit(1)
    ).first()
