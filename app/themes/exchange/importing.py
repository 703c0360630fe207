"""Bringing in a file of codes: kept as it came, compared, and imported once somebody confirms."""

from __future__ import annotations

import io
import uuid
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.models import CodebookAct, CodingImport, CodingVia
from app.models.turns import wait_for_consultation
from app.models.types import now
from app.themes.codebook.state import Codebook
from app.themes.codebook.writing import Act, Editor, act_once
from app.themes.coding.deciding import Coder, How, code_many
from app.themes.exchange.comparing import Reading, compared
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
    directory: Path,
) -> CodingImport:
    """Keep a file that `read_kept` reads; one that was imported before is that import.

    Raises:
        ProjectError, TableError, NoColumns: it cannot be read; nothing is kept.
        app.corpus.originals.OriginalTooLarge: it is too large.
    """
    kept = originals.keep(io.BytesIO(content), directory, limit=LARGEST_FILE)
    if (before := _imported(session, consultation_id, kept.sha256)) is not None:
        return before
    received = CodingImport(
        consultation_id=consultation_id,
        account_id=account_id,
        filename=originals.told_name(filename),
        sha256=kept.sha256,
    )
    try:
        read_kept(received, directory)
    except ValueError:
        originals.let_go(kept)
        raise
    session.add(received)
    session.flush()
    return received


def read_kept(received: CodingImport, directory: Path) -> Reading:
    """The project or the table of a file that was received."""
    path = originals.find(directory, received.sha256)
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


def store(
    session: Session, received: CodingImport, reading: Reading, account_id: uuid.UUID | None
) -> CodingImport:
    """Import a file: its new themes by one act on the codebook, then what it says of excerpts.

    A file that was imported is not again, whoever sends it: the import of then is returned.

    Raises:
        Refused: a theme that it would add has no place in the codebook. Nothing was written.
    """
    wait_for_consultation(session, received.consultation_id)
    session.refresh(received)
    if (before := _imported(session, received.consultation_id, received.sha256)) is not None:
        return before
    editor = Editor(received.consultation_id, account_id, f"import {received.id.hex}")
    found = compared(session, received.consultation_id, account_id, reading)

    def wanted(_codebook: Codebook) -> Act:
        return Act(CodebookAct.IMPORTED, None, found.themes.changes, received.filename)

    act_once(session, editor, wanted)
    coder = Coder(received.consultation_id, account_id)
    how = How(CodingVia.IMPORTED)
    added = code_many(session, coder, found.to_code, how, key=editor.key)
    received.report = {
        "themes": len(found.themes.new),
        "coded": added,
        "near": found.near,
        "disputed": found.disputed,
        "same": found.same,
        "own": found.own,
        "left": dict(found.incoming.left.counts),
    }
    received.account_id, received.imported_at = account_id, now()
    session.flush()
    return received


def _imported(session: Session, consultation_id: uuid.UUID, sha256: str) -> CodingImport | None:
    return session.scalars(
        sa.select(CodingImport)
        .where(
            CodingImport.consultation_id == consultation_id,
            CodingImport.sha256 == sha256,
            CodingImport.imported_at.is_not(None),
        )
        .limit(1)
    ).first()
