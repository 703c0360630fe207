"""The notes of a workshop as its synthesis is written from them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Nature, Note, NoteGroup, RoomTable, SynthesisSource
from app.web.paging import Cursor, Page, make_page, paged_by

NOTES_PAGE = 100


@dataclass(frozen=True)
class NotedIdea:
    """A note, where it was noted, and in how many lines of the synthesis it was taken up."""

    id: uuid.UUID
    text: str
    nature: Nature
    table_number: int | None
    round_number: int | None
    group: str
    uses: int
    is_removed: bool
    contribution_id: uuid.UUID | None


@dataclass(frozen=True)
class NoteFilter:
    """Which notes to show: all, or those of one nature, table or group."""

    nature: Nature | None = None
    table_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None

    @property
    def is_set(self) -> bool:
        return self != NoteFilter()


_TABLE = sa.func.coalesce(RoomTable.number, 0)
_ROUND = sa.func.coalesce(Note.round_number, 0)
_IN_ORDER = (_TABLE, _ROUND, Note.id)


def notes_page(
    session: Session,
    activity_id: uuid.UUID,
    wanted: NoteFilter,
    *,
    cursor: Cursor,
    size: int = NOTES_PAGE,
) -> Page[NotedIdea]:
    """The kept notes of a workshop, table by table and round by round."""
    found = _notes().where(Note.activity_id == activity_id, Note.removed_at.is_(None))
    if wanted.nature is not None:
        found = found.where(Note.nature == wanted.nature)
    if wanted.table_id is not None:
        found = found.where(Note.table_id == wanted.table_id)
    if wanted.group_id is not None:
        found = found.where(Note.group_id == wanted.group_id)
    border = _key_of(session, activity_id, cursor.as_uuid())
    columns = [(column, False) for column in _IN_ORDER]
    rows = session.execute(paged_by(found, columns, cursor, border, size=size))
    notes = [NotedIdea(**row._asdict()) for row in rows]
    return make_page(notes, cursor, size=size, key_of=lambda note: note.id)


def notes_named(
    session: Session, activity_id: uuid.UUID, note_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, NotedIdea]:
    """Those of these notes that are of this workshop, removed ones too."""
    rows = session.execute(_notes().where(Note.activity_id == activity_id, Note.id.in_(note_ids)))
    return {row.id: NotedIdea(**row._asdict()) for row in rows}


def unused_notes(
    session: Session, activity_id: uuid.UUID, *, most: int = 50
) -> tuple[int, list[NotedIdea]]:
    """How many kept notes no line comes from, and the first of them."""
    nowhere = (
        Note.activity_id == activity_id,
        Note.removed_at.is_(None),
        ~sa.exists().where(SynthesisSource.note_id == Note.id),
    )
    count = session.scalar(sa.select(sa.func.count()).select_from(Note).where(*nowhere)) or 0
    rows = session.execute(_notes().where(*nowhere).order_by(*_IN_ORDER).limit(most))
    return count, [NotedIdea(**row._asdict()) for row in rows]


def waiting_count(session: Session, activity_id: uuid.UUID) -> int:
    """How many kept notes are not in the corpus."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Note)
            .where(
                Note.activity_id == activity_id,
                Note.removed_at.is_(None),
                Note.contribution_id.is_(None),
            )
        )
        or 0
    )


@dataclass(frozen=True)
class WallGroup:
    """Notes that were put together on the wall of a table."""

    id: uuid.UUID
    name: str
    table_number: int


def groups_of(session: Session, activity_id: uuid.UUID) -> list[WallGroup]:
    """The named groups of the walls of a workshop."""
    rows = session.execute(
        sa.select(NoteGroup.id, NoteGroup.name, RoomTable.number)
        .join(RoomTable, RoomTable.id == NoteGroup.table_id)
        .where(RoomTable.activity_id == activity_id, NoteGroup.name != "")
        .order_by(RoomTable.number, NoteGroup.position, NoteGroup.id)
        .limit(200)
    )
    return [WallGroup(*row) for row in rows]


def _notes() -> sa.Select[*tuple[Any, ...]]:
    uses = (
        sa.select(sa.func.count())
        .where(SynthesisSource.note_id == Note.id)
        .correlate(Note)
        .scalar_subquery()
    )
    return (
        sa.select(
            Note.id,
            Note.text,
            Note.nature,
            RoomTable.number.label("table_number"),
            Note.round_number,
            sa.func.coalesce(NoteGroup.name, "").label("group"),
            uses.label("uses"),
            Note.removed_at.is_not(None).label("is_removed"),
            Note.contribution_id,
        )
        .outerjoin(RoomTable, RoomTable.id == Note.table_id)
        .outerjoin(NoteGroup, NoteGroup.id == Note.group_id)
    )


def _key_of(
    session: Session, activity_id: uuid.UUID, note_id: uuid.UUID | None
) -> tuple[int, int, uuid.UUID] | None:
    """Where a note stands in the order of the list; None for one that is not there."""
    if note_id is None:
        return None
    row = session.execute(
        sa.select(*_IN_ORDER)
        .outerjoin(RoomTable, RoomTable.id == Note.table_id)
        .where(Note.id == note_id, Note.activity_id == activity_id)
    ).first()
    return (row[0], row[1], row[2]) if row else None
