"""The wall of a table: its notes in groups.

Whoever calls holds the table (`note_queries.table_to_change`): changes of one wall come one after
the other, and each starts from what the one before left.
"""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Note, NoteGroup, RoomTable
from app.workshops.note_queries import note_to_change
from app.workshops.wall_queries import groups_of, notes_of_group

LONGEST_NAME = 120
MOST_GROUPS = 30


class NotOnTheWall(ValueError):
    """The note or the group is gone: somebody took it away meanwhile."""


class TooManyGroups(ValueError):
    """A wall with more groups cannot be read."""


def add_group(session: Session, table: RoomTable, group_id: uuid.UUID, name: str) -> NoteGroup:
    """A group at the end of the wall. Sent twice under one identifier, it is made once.

    Raises:
        NotOnTheWall: the identifier is that of a group of another table.
        TooManyGroups: there are `MOST_GROUPS` already.
    """
    known = session.get(NoteGroup, group_id)
    if known is not None:
        if known.table_id != table.id:
            raise NotOnTheWall(str(group_id))
        return known
    groups = groups_of(session, table.id)
    if len(groups) >= MOST_GROUPS:
        raise TooManyGroups(str(table.id))
    position = groups[-1].position + 1 if groups else 0
    group = NoteGroup(id=group_id, table_id=table.id, name=name, position=position)
    session.add(group)
    session.flush()
    return group


def rename_group(session: Session, table: RoomTable, group_id: uuid.UUID, name: str) -> NoteGroup:
    """Give a group another name.

    Raises:
        NotOnTheWall: it is gone.
    """
    group = group_on_wall(session, table, group_id)
    group.name = name
    return group


def shift_group(session: Session, table: RoomTable, group_id: uuid.UUID, step: int) -> NoteGroup:
    """Move a group one place to the left (-1) or to the right (1), where there is one.

    Raises:
        NotOnTheWall: it is gone.
    """
    group = group_on_wall(session, table, group_id)
    groups = groups_of(session, table.id)
    groups.remove(group)
    place = sum(other.position < group.position for other in groups)
    groups.insert(max(0, place + step), group)
    for position, one in enumerate(groups):
        one.position = position
    return group


def dissolve_group(session: Session, table: RoomTable, group_id: uuid.UUID) -> str:
    """Take a group away; its notes stay on the wall, without a group. → its name.

    Raises:
        NotOnTheWall: it is gone.
    """
    group = group_on_wall(session, table, group_id)
    session.execute(
        sa.update(Note).where(Note.group_id == group.id).values(group_id=None, position=0)
    )
    session.delete(group)
    session.flush()
    return group.name


def move_note(
    session: Session,
    table: RoomTable,
    note_id: uuid.UUID,
    group_id: uuid.UUID | None,
    place: int = 0,
) -> NoteGroup | None:
    """Put a note into a group, or among those without one, at a place counted from 0.

    Raises:
        NotOnTheWall: the note or the group is gone; the note stays where it was.
    """
    group = group_on_wall(session, table, group_id) if group_id is not None else None
    note = note_on_wall(session, table, note_id)
    others = [one for one in notes_of_group(session, table.id, group_id) if one.id != note.id]
    others.insert(max(0, min(place, len(others))), note)
    note.group_id = group_id
    for position, one in enumerate(others):
        one.position = position
    return group


def shift_note(session: Session, table: RoomTable, note_id: uuid.UUID, step: int) -> None:
    """Move a note up (-1) or down (1) within its column.

    Raises:
        NotOnTheWall: it is gone.
    """
    note = note_on_wall(session, table, note_id)
    column = notes_of_group(session, table.id, note.group_id)
    place = next(n for n, one in enumerate(column) if one.id == note.id)
    move_note(session, table, note_id, note.group_id, max(0, place + step))


def note_on_wall(session: Session, table: RoomTable, note_id: uuid.UUID) -> Note:
    """A note that stands on this wall.

    Raises:
        NotOnTheWall: it does not.
    """
    note = note_to_change(session, table.id, note_id)
    if note is None or note.removed_at is not None:
        raise NotOnTheWall(str(note_id))
    return note


def group_on_wall(session: Session, table: RoomTable, group_id: uuid.UUID) -> NoteGroup:
    """A group of this wall.

    Raises:
        NotOnTheWall: it is none.
    """
    group = session.get(NoteGroup, group_id, populate_existing=True)
    if group is None or group.table_id != table.id:
        raise NotOnTheWall(str(group_id))
    return group
