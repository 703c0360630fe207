"""Notes of what is said at a table: kept once each, corrected and removed until they are cited."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.corpus.receipts.issuing import has_receipt, receipts_of_codes
from app.models import Activity, Nature, Note, NoteOrigin, RoomTable
from app.models.turns import fingerprint
from app.models.types import new_id, now

LONGEST_NOTE = 2000
"""In characters."""


class NoteInCorpus(ValueError):
    """The note entered the corpus: it stays as it is."""


class NoteChanged(ValueError):
    """Somebody else changed the note meanwhile."""


@dataclass(frozen=True)
class Author:
    """Who writes at a table: an account, or a participant known by a digest."""

    origin: NoteOrigin
    account_id: uuid.UUID | None = None
    key: str = ""


@dataclass(frozen=True)
class NewNote:
    """A note to keep. `key` was made where it was written: sent twice, it is kept once."""

    key: str
    text: str
    nature: Nature = Nature.OTHER
    round_number: int | None = None
    origin: NoteOrigin = NoteOrigin.FACILITATOR
    account_id: uuid.UUID | None = None
    author_key: str = ""


def add_note(session: Session, table: RoomTable, new: NewNote) -> Note:
    """Keep a note; the one of before when its key is known in this activity."""
    keep_note(session, table, new)
    kept = sa.select(Note).where(Note.activity_id == table.activity_id, Note.key == new.key)
    return session.scalars(kept).one()


def keep_note(session: Session, table: RoomTable, new: NewNote) -> bool:
    """The same: whether it was not there before. Safe when both come at the same moment.

    Who writes without an account has a receipt from their first note on.
    """
    insert: Any = postgresql.insert if _is_postgresql(session) else sqlite.insert
    made = session.scalar(
        insert(Note)
        .values(
            id=new_id(),
            activity_id=table.activity_id,
            table_id=table.id,
            key=new.key,
            text=new.text,
            nature=new.nature,
            round_number=new.round_number,
            origin=new.origin,
            account_id=new.account_id,
            author_key=new.author_key,
        )
        .on_conflict_do_nothing(index_elements=["activity_id", "key"])
        .returning(Note.id)
    )
    if made is not None and new.author_key and not has_receipt(session, new.author_key):
        activity = session.get_one(Activity, table.activity_id)
        receipts_of_codes(session, activity, [new.author_key])
    return made is not None


def note_mark(note: Note) -> str:
    """What a form carries to tell whether the note has changed since it was shown."""
    return fingerprint(note.text, note.nature.value, note.round_number)


def correct_note(
    note: Note, *, text: str, nature: Nature, round_number: int | None, seen: str
) -> None:
    """Write a note anew. `seen` is the mark of what the person saw.

    Raises:
        NoteInCorpus: it is cited from now on.
        NoteChanged: it is not what the person saw. Sending the same words twice is no change.
    """
    _refuse_if_in_corpus(note)
    if (note.text, note.nature, note.round_number) == (text, nature, round_number):
        return
    if note_mark(note) != seen:
        raise NoteChanged(str(note.id))
    note.text, note.nature, note.round_number = text, nature, round_number


def remove_note(note: Note) -> None:
    """Take a note away; it can be put back.

    Raises:
        NoteInCorpus: it is cited from now on.
    """
    _refuse_if_in_corpus(note)
    note.removed_at = note.removed_at or now()


def restore_note(note: Note) -> None:
    """Put back a note that was removed."""
    note.removed_at = None


def _refuse_if_in_corpus(note: Note) -> None:
    if note.contribution_id is not None:
        raise NoteInCorpus(str(note.id))


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
