"""The files of a meeting: kept as they came, offered to keep, never opened here."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus import originals
from app.corpus.held_originals import forget_files
from app.models import Meeting, MeetingDocument
from app.models.turns import wait_for_others
from app.storage.store import Store

_PACKAGE = (b"PK\x03\x04",)
BEGINNINGS = {
    ".pdf": (b"%PDF-",),
    ".docx": _PACKAGE,
    ".odt": _PACKAGE,
    ".xlsx": _PACKAGE,
    ".ods": _PACKAGE,
    ".pptx": _PACKAGE,
    ".odp": _PACKAGE,
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}
"""What may be sent, by the end of its name, and how its content begins."""
MOST_FILES = 50


class NotTaken(ValueError):
    """A file of this kind is not taken, or is not what its name says."""


class TooManyFiles(ValueError):
    """The meeting has `MOST_FILES` files."""


def receive(
    session: Session,
    meeting: Meeting,
    stream: BinaryIO,
    *,
    filename: str,
    title: str,
    is_public: bool,
    account_id: uuid.UUID | None,
    store: Store,
    limit: int,
) -> MeetingDocument:
    """Keep a file with a meeting. The same bytes are kept once: sent again, they get the new title.

    Raises:
        NotTaken, TooManyFiles: it is not kept.
        app.corpus.originals.OriginalTooLarge: it has more than `limit` bytes.
    """
    name = originals.told_name(filename) or "document"
    _check(stream, name)
    wait_for_others(session, meeting)
    original = originals.keep(stream, store, limit=limit)
    ours = MeetingDocument.meeting_id == meeting.id
    row = session.scalar(
        sa.select(MeetingDocument).where(ours, MeetingDocument.sha256 == original.sha256)
    )
    if row is None:
        count = sa.select(sa.func.count()).select_from(MeetingDocument).where(ours)
        if (session.scalar(count) or 0) >= MOST_FILES:
            originals.let_go(original, store)
            raise TooManyFiles(meeting.id)
        row = MeetingDocument(
            meeting_id=meeting.id,
            sha256=original.sha256,
            size=original.size,
            account_id=account_id,
        )
        session.add(row)
    row.filename, row.title, row.is_public = name, title or PurePath(name).stem, is_public
    session.flush()
    return row


def set_public(session: Session, document: MeetingDocument, *, is_public: bool) -> None:
    """Show a file to everybody, or to the team only."""
    document.is_public = is_public
    session.flush()


def remove(session: Session, document: MeetingDocument, store: Store) -> None:
    """Take a file away; its bytes go once this is committed, unless another row holds them."""
    session.delete(document)
    forget_files(session, [document.sha256], store)


def _check(stream: BinaryIO, name: str) -> None:
    beginnings = BEGINNINGS.get(PurePath(name).suffix.lower())
    start = stream.read(16)
    stream.seek(0)
    if beginnings is None or not start.startswith(beginnings):
        raise NotTaken(name)
