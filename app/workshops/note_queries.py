"""Finding the notes of a table."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import Activity, Nature, Note, NoteOrigin, RoomTable, Round
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class NoteCounts:
    """How many notes a table has, and how many of each nature."""

    by_nature: dict[Nature, int]

    @property
    def total(self) -> int:
        return sum(self.by_nature.values())


def table_to_change(
    session: Session, consultation_id: uuid.UUID, table_id: uuid.UUID
) -> RoomTable | None:
    """A table as it is once whoever changes it or its notes at this moment is done.

    A row lock on PostgreSQL; SQLite has one writer at a time anyway.
    """
    return session.scalar(
        sa.select(RoomTable)
        .join(RoomTable.activity)
        .options(contains_eager(RoomTable.activity))
        .where(RoomTable.id == table_id, Activity.consultation_id == consultation_id)
        .with_for_update(of=RoomTable, key_share=True)
        .execution_options(populate_existing=True)
        .execution_options(populate_existing=True)
    )


def notes_page(
    session: Session, table_id: uuid.UUID, cursor: Cursor, author_key: str | None = None
) -> Page[Note]:
    """The notes of a table, the newest first; with `author_key`, those of one participant."""
    every, key = _standing(table_id, author_key), cursor.as_uuid()
    found = paged(every, Note.id, cursor, key, size=PAGE_SIZE, descending=True)
    return make_page(
        session.scalars(found).all(), cursor, size=PAGE_SIZE, key_of=lambda note: note.id
    )


def note_of(
    session: Session, table_id: uuid.UUID, note_id: uuid.UUID, author_key: str | None = None
) -> Note | None:
    """A note of this table, removed or not; with `author_key`, of that participant only."""
    return session.scalar(_of_table(table_id, author_key).where(Note.id == note_id))


def note_to_change(
    session: Session, table_id: uuid.UUID, note_id: uuid.UUID, author_key: str | None = None
) -> Note | None:
    """The same, once whoever changes it at this moment is done."""
    return session.scalar(
        _of_table(table_id, author_key)
        .where(Note.id == note_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def note_counts(session: Session, table_id: uuid.UUID, author_key: str | None = None) -> NoteCounts:
    """How many notes of each nature stand at a table."""
    found = session.execute(
        _standing(table_id, author_key)
        .with_only_columns(Note.nature, sa.func.count())
        .group_by(Note.nature)
    )
    numbers = dict(found.all())
    return NoteCounts({nature: numbers[nature] for nature in Nature if nature in numbers})


def participants_notes(
    session: Session, table_id: uuid.UUID, author_key: str, *, since: dt.datetime
) -> tuple[int, int]:
    """How many notes one participant added since a moment, and all of them ever; those that were
    removed too."""
    of_one = (Note.author_key == author_key) & (Note.created_at >= since)
    own, every = session.execute(
        sa.select(sa.func.count().filter(of_one), sa.func.count()).where(
            Note.table_id == table_id, Note.origin == NoteOrigin.PARTICIPANT
        )
    ).one()
    return own, every


def running_round(rounds: Sequence[Round]) -> int | None:
    """The number of the round that began last; none before the first."""
    begun = [(one.started_at, one.number) for one in rounds if one.started_at is not None]
    return max(begun)[1] if begun else None


def _of_table(table_id: uuid.UUID, author_key: str | None) -> sa.Select[Note]:
    statement = sa.select(Note).where(Note.table_id == table_id)
    return statement if author_key is None else statement.where(Note.author_key == author_key)


def _standing(table_id: uuid.UUID, author_key: str | None) -> sa.Select[Note]:
    return _of_table(table_id, author_key).where(Note.removed_at.is_(None))
