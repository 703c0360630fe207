"""What the screen of a synthesis shows: its lines on one side, the notes on the other."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from app.models import Document, DocumentState, RoomTable, SynthesisState, Workshop
from app.web.paging import Cursor, Page
from app.workshops.queries import tables_of
from app.workshops.syntheses.history import Act, latest_act
from app.workshops.syntheses.lines import Line, Lines, by_heading
from app.workshops.syntheses.note_queries import (
    NotedIdea,
    NoteFilter,
    WallGroup,
    groups_of,
    notes_named,
    notes_page,
)
from app.workshops.syntheses.queries import (
    excerpt_ids_of,
    lines_of,
    synthesis_documents,
    synthesis_of,
)


@dataclass(frozen=True)
class Screen:
    """A synthesis as it stands; version 0 where nobody has begun it."""

    version: int
    is_validated: bool
    contribution_id: uuid.UUID | None
    lines: Lines
    sources: dict[uuid.UUID, NotedIdea]
    excerpt_ids: dict[uuid.UUID, uuid.UUID]
    latest: Act | None
    documents: list[Document]

    @property
    def headings(self) -> list[tuple[str, list[Line]]]:
        return by_heading(self.lines)

    @property
    def is_open(self) -> bool:
        """Whether it can still be written."""
        return not self.is_validated and not self.has_validated_document

    @property
    def has_validated_document(self) -> bool:
        return any(one.state is DocumentState.VALIDATED for one in self.documents)


def screen_of(session: Session, workshop: Workshop) -> Screen:
    """The synthesis of a workshop, with the notes that its lines come from."""
    synthesis = synthesis_of(session, workshop.activity_id)
    lines = lines_of(session, synthesis.id) if synthesis else ()
    used = {note for line in lines for note in line.notes}
    is_validated = synthesis is not None and synthesis.state is SynthesisState.VALIDATED
    return Screen(
        version=synthesis.version if synthesis else 0,
        is_validated=is_validated,
        contribution_id=synthesis.contribution_id if synthesis else None,
        lines=lines,
        sources=notes_named(session, workshop.activity_id, used) if used else {},
        excerpt_ids=excerpt_ids_of(session, synthesis.id) if synthesis and is_validated else {},
        latest=latest_act(session, synthesis.id) if synthesis else None,
        documents=synthesis_documents(session, workshop.activity_id),
    )


@dataclass(frozen=True)
class Place:
    """The notes of one table in one round."""

    table_number: int | None
    round_number: int | None
    notes: list[NotedIdea]


@dataclass(frozen=True)
class NotesPanel:
    """The notes to pick from, and what they can be narrowed to."""

    wanted: NoteFilter
    page: Page[NotedIdea]
    tables: list[RoomTable]
    groups: list[WallGroup]

    @property
    def places(self) -> list[Place]:
        """The notes of the page, table by table and round by round."""
        return [
            Place(table, number, list(notes))
            for (table, number), notes in groupby(
                self.page.rows, lambda note: (note.table_number, note.round_number)
            )
        ]


def panel_of(
    session: Session, workshop: Workshop, wanted: NoteFilter, cursor: Cursor
) -> NotesPanel:
    """The notes of a workshop that are wanted, a page of them."""
    activity_id = workshop.activity_id
    return NotesPanel(
        wanted=wanted,
        page=notes_page(session, activity_id, wanted, cursor=cursor),
        tables=tables_of(session, activity_id),
        groups=groups_of(session, activity_id),
    )
