"""What stands on the wall of a table."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Note, NoteGroup

MOST_NOTES = 400
"""A wall with more cannot be read; the newest are shown."""


@dataclass(frozen=True)
class Column:
    """A group and its notes; without a group, those that have none."""

    group: NoteGroup | None
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Wall:
    """The columns of a wall: first the notes without a group."""

    columns: tuple[Column, ...]
    is_cut: bool

    @property
    def groups(self) -> list[NoteGroup]:
        return [column.group for column in self.columns if column.group is not None]

    @property
    def version(self) -> str:
        """Another one as soon as anything looks different."""
        digest = hashlib.sha256()
        for column in self.columns:
            if column.group is not None:
                digest.update(repr((column.group.id, column.group.name)).encode())
            for note in column.notes:
                digest.update(repr((note.id, note.nature.value, note.text)).encode())
            digest.update(b"|")
        return digest.hexdigest()[:32]


def wall_of(session: Session, table_id: uuid.UUID) -> Wall:
    """The wall of a table, in two queries."""
    newest = sa.select(Note).where(Note.table_id == table_id, Note.removed_at.is_(None))
    found = session.scalars(newest.order_by(Note.id.desc()).limit(MOST_NOTES + 1)).all()
    notes = sorted(found[:MOST_NOTES], key=lambda note: note.position)
    by_group: dict[uuid.UUID | None, list[Note]] = {}
    for note in notes:
        by_group.setdefault(note.group_id, []).append(note)
    groups = groups_of(session, table_id)
    loose = Column(None, tuple(by_group.get(None, ())))
    grouped = (Column(group, tuple(by_group.get(group.id, ()))) for group in groups)
    return Wall((loose, *grouped), is_cut=len(found) > MOST_NOTES)


def groups_of(session: Session, table_id: uuid.UUID) -> list[NoteGroup]:
    """The groups of a wall, from left to right."""
    return list(
        session.scalars(
            sa.select(NoteGroup)
            .where(NoteGroup.table_id == table_id)
            .order_by(NoteGroup.position, NoteGroup.id)
        )
    )


def notes_of_group(session: Session, table_id: uuid.UUID, group_id: uuid.UUID | None) -> list[Note]:
    """The notes of a column, from top to bottom: the newest first where nobody ordered them."""
    return list(
        session.scalars(
            sa.select(Note)
            .where(Note.table_id == table_id, Note.group_id == group_id, Note.removed_at.is_(None))
            .order_by(Note.position, Note.id.desc())
        )
    )
